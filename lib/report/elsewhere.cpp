// elsewhere: sources are numbered in the order in which cells name them.
#include "report/elsewhere.hpp"

#include <algorithm>

#include "report/number.hpp"

namespace mixup {

std::string sources_remark(std::vector<Elsewhere> const& sources) {
  std::vector<std::string> out;
  for (size_t i = 0; i < sources.size(); ++i)
    out.push_back(fmt::format("[{}] {}, {}", i + 1, sources[i].by, sources[i].source));
  return out.empty() ? "" : fmt::format("Elsewhere: {}.", fmt::join(out, "; "));
}

bool measured_elsewhere(Table const& table, Column const& column) {
  return std::any_of(table.rows.begin(), table.rows.end(), [&](Row const& row) {
    return std::any_of(row.elsewhere.begin(), row.elsewhere.end(),
                       [&](Elsewhere const& other) { return other.column == column.key; });
  });
}

size_t Sources::number_of(Elsewhere const& other) {
  auto const same = [&](Elsewhere const& e) { return e.by == other.by && e.source == other.source; };
  auto const known = std::find_if(sources_.begin(), sources_.end(), same);
  auto const number = static_cast<size_t>(known - sources_.begin()) + 1;
  if (known == sources_.end()) sources_.push_back(other);
  return number;
}

std::string Sources::cell(SheetLine const& line, Column const& column) {
  std::vector<std::string> out;
  if (line.row)
    for (auto const& other : line.row->elsewhere)
      if (other.column == column.key)
        out.push_back(fmt::format("{} [{}]", fixed(other.value, column.digits), number_of(other)));
  return out.empty() ? kNothing : fmt::format("{}", fmt::join(out, ", "));
}

}  // namespace mixup
