#include "core/row_pattern.hpp"

#include <fnmatch.h>

#include <algorithm>

#include "core/nearest.hpp"

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

std::vector<std::string> names_of(Table const& table) {
  std::vector<std::string> out;
  for (auto const& row : table.rows) out.push_back(row.name);
  return out;
}

}  // namespace

std::vector<RowMatch> rows_matching(Table const& table, std::string const& pattern, std::string const& where) {
  std::vector<RowMatch> found;
  std::string star;
  for (auto const& row : table.rows)
    if (fits(row.name, pattern, star)) found.push_back({&row, star});
  if (found.empty() || std::count(pattern.begin(), pattern.end(), '*') > 1)
    throw error(Exit::data, "{}: got \"{}\", allowed a row or a pattern with one * that fits one: {}", where, pattern,
                fmt::join(names_of(table), ", "));
  return found;
}

std::vector<Row const*> rows_like(Table const& table, std::string const& pattern) {
  std::vector<Row const*> found;
  for (auto const& row : table.rows)
    if (::fnmatch(pattern.c_str(), row.name.c_str(), 0) == 0) found.push_back(&row);
  if (!found.empty()) return found;
  auto const names = names_of(table);
  throw error(Exit::usage, "{}: --row: got \"{}\", allowed a row, or a pattern with * that fits one: {}{}",
              table.experiment, pattern, fmt::join(names, ", "), did_you_mean(pattern, names));
}

}  // namespace mixup
