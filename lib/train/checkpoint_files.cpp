#include "train/checkpoint_files.hpp"

#include <algorithm>
#include <filesystem>

#include "core/error.hpp"

namespace mixup::train {
namespace fs = std::filesystem;
namespace {

constexpr char kEnding[] = ".safetensors";
constexpr size_t kDigits = 10, kHash = 64;  // of the number; of a SHA-256

/// True if `text` is `count` characters of `allowed`.
bool is(std::string const& text, size_t count, char const* allowed) {
  return text.size() == count && text.find_first_not_of(allowed) == std::string::npos;
}

}  // namespace

std::string checkpoint_path(std::string const& folder, std::string const& part, int64_t number,
                            std::string const& sha256) {
  return (fs::path(folder) / fmt::format("{}.{:010}.{}{}", part, number, sha256, kEnding)).string();
}

std::vector<CheckpointFile> checkpoint_files(std::string const& folder, std::string const& part) {
  std::vector<CheckpointFile> out;
  std::error_code failed;
  if (!fs::exists(folder, failed)) return out;
  for (auto const& entry : fs::directory_iterator(folder, failed)) {
    auto const name = entry.path().filename().string();
    auto const dot = part.size(), second = dot + 1 + kDigits;  // <part> . <number> . <sha256> .safetensors
    if (name.size() != second + 1 + kHash + sizeof kEnding - 1 || name.compare(0, dot, part) != 0) continue;
    auto const number = name.substr(dot + 1, kDigits), hash = name.substr(second + 1, kHash);
    if (name[dot] != '.' || name[second] != '.' || !is(number, kDigits, "0123456789") ||
        !is(hash, kHash, "0123456789abcdef") || entry.path().extension() != kEnding)
      continue;
    out.push_back({entry.path().string(), hash, std::stoll(number)});
  }
  if (failed) throw error(Exit::io, "{}: cannot be listed: {}", folder, failed.message());
  std::sort(out.begin(), out.end(), [](auto const& a, auto const& b) { return a.number > b.number; });
  return out;
}

}  // namespace mixup::train
