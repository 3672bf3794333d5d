#include "formats/md5.hpp"

#include "core/error.hpp"

#ifdef MIXUP_WITH_AUDIO
#include <openssl/evp.h>
#endif

namespace mixup {

#ifdef MIXUP_WITH_AUDIO

bool has_md5() { return true; }

std::string md5(std::string_view bytes) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest, &size, EVP_md5(), nullptr) != 1)
    throw error(Exit::bug, "MD5: libcrypto refuses it, as in its FIPS mode");
  return fmt::format("{:02x}", fmt::join(digest, digest + size, ""));
}

#else

bool has_md5() { return false; }

std::string md5(std::string_view) {
  throw error(Exit::usage,
              "MD5 needs libcrypto, and this program was built without it: install libssl-dev (Debian), configure with "
              "-DMIXUP_WITH_AUDIO=ON and build again");
}

#endif

}  // namespace mixup
