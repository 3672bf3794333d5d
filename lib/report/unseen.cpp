// unseen: both parts from the number of examples that the records name.
#include "report/unseen.hpp"

#include <algorithm>
#include <cmath>

#include "stats/descriptive.hpp"

namespace mixup {
namespace {

/// How many examples a share of this column counts; 0: not a share, or a record that does not say.
double examples_behind(Column const& column, Records const& runs) {
  auto const at = Json::json_pointer(column.examples);
  if (column.unit != "%" || runs.empty() || !runs[0]->outcome.data.contains(at)) return 0;
  auto const& size = runs[0]->outcome.data.at(at);  // a free part of the record
  return size.is_number() ? std::max(size.get<double>(), 0.0) : 0;
}

double binomial_variance(double percent) {
  double const share = std::clamp(percent, 0.0, 100.0);
  return share * (100 - share);
}

}  // namespace

Spread unseen(Table const& table, Column const& column, Comparison const& comparison, LineOf const& lines,
              std::vector<std::vector<double>> const& terms) {
  double const examples = examples_behind(column, done_of(lines, comparison.terms[0].row));
  double const resolution = examples > 0 ? 100 / examples : std::pow(10, -static_cast<double>(column.digits));
  bool const small = examples > 0 && examples < kSmallTestPart && !table.split_by_seed;
  Spread spread;
  double squares = 0;
  for (size_t i = 0; i < terms.size(); ++i) {
    double const square = comparison.terms[i].weight * comparison.terms[i].weight;
    squares += square;
    if (small) spread.common += square * binomial_variance(mean(terms[i])) / examples;
  }
  spread.floor = resolution * std::sqrt(squares / 2);
  return spread;
}

}  // namespace mixup
