// elsewhere: numbers sources in the order in which cells name them.
#include "report/elsewhere.hpp"

#include <algorithm>

#include "report/figure.hpp"

namespace mixup {

bool measured_elsewhere(Table const& table, Column const& column) {
  return std::any_of(table.rows.begin(), table.rows.end(), [&](Row const& row) {
    return std::any_of(row.elsewhere.begin(), row.elsewhere.end(),
                       [&](Elsewhere const& figure) { return figure.column == column.key; });
  });
}

size_t Sources::number_of(Elsewhere const& figure) {
  auto const same = [&](Elsewhere const& e) { return e.by == figure.by && e.source == figure.source; };
  auto const known = std::find_if(sources_.begin(), sources_.end(), same);
  auto const number = static_cast<size_t>(known - sources_.begin()) + 1;
  if (known == sources_.end()) sources_.push_back(figure);
  return number;
}

std::string Sources::cell(SheetLine const& line, Column const& column) {
  std::vector<std::string> out;
  if (line.row)
    for (auto const& figure : line.row->elsewhere)
      if (figure.column == column.key)
        out.push_back(fmt::format("{} [{}]", fixed(figure.value, column.digits), number_of(figure)));
  return out.empty() ? "–" : fmt::format("{}", fmt::join(out, ", "));
}

}  // namespace mixup
