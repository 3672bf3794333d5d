#include "core/nearest.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace mixup {

size_t edits(std::string const& from, std::string const& to) {
  std::vector<std::vector<size_t>> cost(from.size() + 1, std::vector<size_t>(to.size() + 1));
  for (size_t i = 0; i <= from.size(); ++i)
    for (size_t k = 0; k <= to.size(); ++k) {
      if (i == 0 || k == 0) {
        cost[i][k] = i + k;
        continue;
      }
      size_t const changed = from[i - 1] != to[k - 1];
      cost[i][k] = std::min({cost[i - 1][k] + 1, cost[i][k - 1] + 1, cost[i - 1][k - 1] + changed});
      if (i > 1 && k > 1 && from[i - 1] == to[k - 2] && from[i - 2] == to[k - 1])
        cost[i][k] = std::min(cost[i][k], cost[i - 2][k - 2] + 1);
    }
  return cost[from.size()][to.size()];
}

std::vector<std::string> nearest(std::string const& typed, std::vector<std::string> const& known) {
  auto const letters = typed.size() - std::min(typed.size(), typed.find_first_not_of('-'));
  size_t least = std::max<size_t>(1, letters / 3);
  std::vector<std::string> out;
  for (auto const& word : known) {
    auto const distance = edits(typed, word);
    if (distance > least) continue;
    if (distance < least) out.clear();
    least = distance;
    out.push_back(word);
  }
  return out;
}

std::string did_you_mean(std::string const& typed, std::vector<std::string> const& known) {
  auto const close = nearest(typed, known);
  return close.empty() ? "" : fmt::format("; did you mean {}?", fmt::join(close, " or "));
}

}  // namespace mixup
