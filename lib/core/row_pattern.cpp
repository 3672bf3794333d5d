#include "core/row_pattern.hpp"

#include <algorithm>

namespace mixup {
namespace {

bool fits(std::string const& name, std::string const& pattern, std::string& star) {
  auto const at = pattern.find('*');
  if (at == std::string::npos) return name == pattern;
  size_t const tail = pattern.size() - at - 1;
  if (name.size() < at + tail || name.compare(0, at, pattern, 0, at) != 0 ||
      name.compare(name.size() - tail, tail, pattern, at + 1, tail) != 0)
    return false;
  star = name.substr(at, name.size() - tail - at);
  return true;
}

}  // namespace

std::vector<RowMatch> rows_matching(Table const& table, std::string const& pattern, std::string const& where,
                                    Exit exit) {
  std::vector<RowMatch> found;
  std::vector<std::string> names;
  std::string star;
  for (auto const& row : table.rows) {
    if (fits(row.name, pattern, star)) found.push_back({&row, star});
    names.push_back(row.name);
  }
  if (found.empty() || std::count(pattern.begin(), pattern.end(), '*') > 1)
    throw error(exit, "{}: got \"{}\", allowed a row or a pattern with one * that fits one: {}", where, pattern,
                fmt::join(names, ", "));
  return found;
}

}  // namespace mixup
