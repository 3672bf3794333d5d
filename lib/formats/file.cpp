// file: what is parsed is read in one piece; a digest is computed once for each state of a file.
#include "formats/file.hpp"

#include <filesystem>
#include <fstream>

#include "core/error.hpp"
#include "digest/digest.hpp"
#include "formats/memo.hpp"

namespace mixup {
namespace fs = std::filesystem;
namespace {

std::ifstream open(std::string const& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file || !fs::is_regular_file(path)) throw error(Exit::io, "{}: cannot be read, expected a readable file", path);
  return file;
}

}  // namespace

std::string read_bytes(std::string const& path) {
  auto file = open(path);
  std::string bytes(fs::file_size(path), '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (static_cast<size_t>(file.gcount()) != bytes.size())
    throw error(Exit::io, "{}: got {} bytes, expected {}", path, file.gcount(), bytes.size());
  return bytes;
}

FileIdentity identify(std::string const& path) {
  static Memo<std::string> digests;
  open(path);
  auto const bytes = static_cast<uint64_t>(fs::file_size(path));
  auto const time = fs::last_write_time(path).time_since_epoch().count();
  auto const key = fmt::format("{}\n{}\n{}", fs::absolute(path).string(), bytes, time);
  return {fs::path(path).filename().string(), bytes,
          digests.get(key, [&] { return digests_of(path, /*md5=*/false).sha256; })};
}

}  // namespace mixup
