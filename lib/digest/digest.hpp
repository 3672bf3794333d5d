// digest: SHA-256, MD5 and SHA-1 by OpenSSL's EVP: of bytes in memory, of pieces, of a file.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;  // OpenSSL's EVP_MD_CTX

namespace mixup {

/// A digest that is fed piece by piece. Errors: Exit::bug when libcrypto refuses the kind, as its FIPS mode does MD5.
class Digest {
 public:
  void update(std::string_view bytes);
  /// Lower-case hexadecimal digits; nothing can be added afterwards.
  std::string hex();

 protected:
  explicit Digest(char const* kind);

 private:
  std::unique_ptr<evp_md_ctx_st, void (*)(evp_md_ctx_st*)> context_;
};

/// FIPS 180-4: by it a record names the bytes that it was trained on. 64 digits.
struct Sha256 : Digest {
  Sha256() : Digest("SHA256") {}
};

/// RFC 1321: with it CIFAR's files were published; it tells damage, not malice. 32 digits.
struct Md5 : Digest {
  Md5() : Digest("MD5") {}
};

/// FIPS 180-4: by it Google divided Speech Commands into its parts. 40 digits.
struct Sha1 : Digest {
  Sha1() : Digest("SHA1") {}
};

/// The digest of `bytes` at once: hex_of<Sha256>("abc").
template <class Kind>
std::string hex_of(std::string_view bytes) {
  Kind digest;
  digest.update(bytes);
  return digest.hex();
}

struct FileDigests {
  int64_t bytes = 0;
  std::string sha256, md5;  // md5 is empty unless it is asked for
};

/// The digest of the file `path`, in one pass. Errors: Exit::io.
FileDigests digests_of(std::string const& path, bool md5);

}  // namespace mixup
