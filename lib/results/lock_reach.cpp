#include "results/lock_reach.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

namespace mixup {
namespace {

namespace fs = std::filesystem;

/// A line of proc(5)'s mountinfo: "36 35 98:0 /root /where options [fields] - type source options".
struct Mount {
  std::string where, type, options;
};

/// Blanks in paths are octal: \040.
std::string without_octal(std::string const& text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    bool const octal = text[i] == '\\' && i + 3 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '3';
    out += octal ? static_cast<char>(std::stoi(text.substr(i + 1, 3), nullptr, 8)) : text[i];
    if (octal) i += 3;
  }
  return out;
}

std::vector<Mount> all_mounts(std::string const& list) {
  std::vector<Mount> out;
  std::ifstream file(list);
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::vector<std::string> parts;
    for (std::string word; words >> word;) parts.push_back(word);
    auto const dash = std::find(parts.begin(), parts.end(), "-");
    if (parts.size() < 6 || parts.end() - dash < 4) continue;
    out.push_back({without_octal(parts[4]), dash[1], parts[5] + "," + dash[3]});
  }
  return out;
}

bool lies_below(std::string const& path, std::string const& where) {
  return where == "/" || path == where || path.rfind(where + "/", 0) == 0;
}

}  // namespace

std::string lock_stays_here(std::string const& folder, std::string const& list) {
  std::error_code unused;
  auto const path = fs::weakly_canonical(folder, unused).string();
  Mount found;
  for (auto const& mount : all_mounts(list))  // of equally long ones the last lies on top
    if (lies_below(path, mount.where) && mount.where.size() >= found.where.size()) found = mount;
  auto const has = [&](std::string const& option) {
    return ("," + found.options + ",").find("," + option + ",") != std::string::npos;
  };
  bool const nfs = found.type.rfind("nfs", 0) == 0;
  for (char const* option : {"local_lock=flock", "local_lock=all", "nolock"})
    if (nfs && has(option)) return fmt::format("{} is mounted with {}", found.where, option);
  if (found.type == "lustre" && has("localflock")) return fmt::format("{} is mounted with localflock", found.where);
  return "";
}

}  // namespace mixup
