// digest: libcrypto computes with the processor's own instructions, many times faster than plain C++.
#include "digest/digest.hpp"

#include <openssl/evp.h>

#include <fstream>
#include <optional>

#include "core/error.hpp"

namespace mixup {
namespace {

constexpr char kHex[] = "0123456789abcdef";
constexpr size_t kChunk = 1 << 20;  // bytes of a file in memory at a time: the largest archive has gigabytes

}  // namespace

Digest::Digest(char const* kind) : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
  auto const* const method = EVP_get_digestbyname(kind);
  if (!context_ || !method || EVP_DigestInit_ex(context_.get(), method, nullptr) != 1)
    throw error(Exit::bug, "{}: libcrypto refuses it, as its FIPS mode does with MD5", kind);
}

void Digest::update(std::string_view bytes) {
  if (EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) != 1)
    throw error(Exit::bug, "libcrypto fails to compute a digest");
}

std::string Digest::hex() {
  unsigned char out[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  if (EVP_DigestFinal_ex(context_.get(), out, &size) != 1)
    throw error(Exit::bug, "libcrypto fails to compute a digest");
  std::string text;
  for (unsigned i = 0; i < size; ++i) (text += kHex[out[i] >> 4]) += kHex[out[i] & 15];
  return text;
}

FileDigests digests_of(std::string const& path, bool md5) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw error(Exit::io, "{}: cannot be read", path);
  FileDigests out;
  Sha256 sha;
  std::optional<Md5> old;
  if (md5) old.emplace();
  std::string chunk(kChunk, '\0');
  do {
    file.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    std::string_view const bytes(chunk.data(), static_cast<size_t>(file.gcount()));
    out.bytes += file.gcount();
    sha.update(bytes);
    if (old) old->update(bytes);
  } while (file);
  if (file.bad()) throw error(Exit::io, "{}: reading failed", path);
  out.sha256 = sha.hex();
  if (old) out.md5 = old->hex();
  return out;
}

}  // namespace mixup
