// digest: OpenSSL's, which use the processor's own instructions; without it our SHA-256, some times slower.
#include "fetch/digest.hpp"

#include <fstream>

#include "core/error.hpp"
#include "formats/sha256.hpp"
#if MIXUP_WITH_FETCH
#include <openssl/evp.h>

#include <memory>
#endif

namespace mixup {
namespace {

#if MIXUP_WITH_FETCH
class FileHash {
 public:
  explicit FileHash(EVP_MD const* kind) : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    if (!context_ || EVP_DigestInit_ex(context_.get(), kind, nullptr) != 1)
      throw error(Exit::bug, "OpenSSL has no such digest");
  }
  void update(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }
  std::string hex() {
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    EVP_DigestFinal_ex(context_.get(), out, &size);
    std::string text;
    for (unsigned i = 0; i < size; ++i) text += fmt::format("{:02x}", out[i]);
    return text;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};
#endif

/// Calls `use` with the file's bytes, a mebibyte at a time.
template <class Use>
int64_t for_each_chunk(std::string const& path, Use const& use) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw error(Exit::io, "{}: cannot be read", path);
  std::string chunk(1 << 20, '\0');
  int64_t bytes = 0;
  do {
    file.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    bytes += file.gcount();
    use(std::string_view(chunk.data(), static_cast<size_t>(file.gcount())));
  } while (file);
  if (file.bad()) throw error(Exit::io, "{}: reading failed", path);
  return bytes;
}

}  // namespace

Digests digests_of(std::string const& path, bool md5) {
  Digests out;
#if MIXUP_WITH_FETCH
  FileHash sha(EVP_sha256());
  if (!md5) {
    out.bytes = for_each_chunk(path, [&](std::string_view chunk) { sha.update(chunk); });
  } else {
    FileHash old(EVP_md5());
    out.bytes = for_each_chunk(path, [&](std::string_view chunk) { sha.update(chunk), old.update(chunk); });
    out.md5 = old.hex();
  }
#else
  if (md5) throw error(Exit::usage, "{}: MD5 needs a program built with -DMIXUP_WITH_FETCH=ON", path);
  Sha256 sha;
  out.bytes = for_each_chunk(path, [&](std::string_view chunk) { sha.update(chunk); });
#endif
  out.sha256 = sha.hex();
  return out;
}

}  // namespace mixup
