// rank: pairs are counted one by one: tables have tens of rows, and seeds are few.
#include "stats/rank.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "core/error.hpp"

namespace mixup {
namespace {

double sign(double x) { return x > 0 ? 1 : x < 0 ? -1 : 0; }

/// What the groups of equal values (t of them in each) take from the counts and the variance of tau's numerator.
struct Ties {
  double pairs = 0, triples = 0, weighted = 0;  // sums of t (t - 1), t (t - 1) (t - 2), t (t - 1) (2 t + 5)
  explicit Ties(std::vector<double> const& values) {
    std::map<double, double> sizes;
    for (double value : values) ++sizes[value];
    for (auto const& [value, t] : sizes) {
      pairs += t * (t - 1);
      triples += t * (t - 1) * (t - 2);
      weighted += t * (t - 1) * (2 * t + 5);
    }
  }
};

/// Pairs in the same order less pairs in the opposite one.
double concordance(std::vector<double> const& a, std::vector<double> const& b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i)
    for (size_t j = 0; j < i; ++j) sum += sign(a[i] - a[j]) * sign(b[i] - b[j]);
  return sum;
}

double variance(double n, Ties const& a, Ties const& b) {
  double const all = n * (n - 1);
  return (all * (2 * n + 5) - a.weighted - b.weighted) / 18 + a.pairs * b.pairs / (2 * all) +
         a.triples * b.triples / (9 * all * (n - 2));
}

/// P(concordance >= sum) when all orders of n things without ties are as likely: the discordant pairs are inversions,
/// and the k-th thing adds 0 ... k - 1 of them, each as likely.
double exact_p(size_t n, double sum) {
  std::vector<double> share = {1};  // of the orders, by inversions
  for (size_t k = 2; k <= n; ++k) {
    std::vector<double> next(share.size() + k - 1);
    for (size_t i = 0; i < share.size(); ++i)
      for (size_t more = 0; more < k; ++more) next[i + more] += share[i] / static_cast<double>(k);
    share = std::move(next);
  }
  auto const pairs = static_cast<double>(n * (n - 1)) / 2;
  auto const inversions = static_cast<std::ptrdiff_t>(std::lround((pairs - sum) / 2));
  return std::accumulate(share.begin(), share.begin() + inversions + 1, 0.0);
}

/// The same with ties, by the normal distribution. 1: half of the step between two sums (continuity).
double normal_p(double sum, double variance) { return std::erfc((sum - 1) / std::sqrt(2 * variance)) / 2; }

using Wins = std::vector<std::vector<double>>;  // [ours][theirs]: 1 lower, 0.5 equal, 0 higher

Wins wins(Duel const& duel) {
  Wins table;
  for (double mine : duel.ours) {
    table.emplace_back();
    for (double other : duel.theirs) table.back().push_back((1 - sign(mine - other)) / 2);
  }
  return table;
}

double share(Wins const& table, std::vector<size_t> const& ours, std::vector<size_t> const& theirs) {
  double sum = 0;
  for (size_t i : ours)
    for (size_t j : theirs) sum += table[i][j];
  return sum / static_cast<double>(ours.size() * theirs.size());
}

/// Tau of the means over the drawn seeds. `sign` -1: of their opposite.
Agreement drawn_agreement(std::vector<double> const& given, std::vector<std::vector<double>> const& values,
                          std::vector<size_t> const& seeds, double sign = 1) {
  std::vector<double> sums;  // n times the means
  for (auto const& item : values) {
    sums.push_back(0);
    for (size_t seed : seeds) sums.back() += sign * item[seed];
  }
  return kendall(given, sums);
}

}  // namespace

OrderOfMeans order_of_means(std::vector<double> const& given, std::vector<std::vector<double>> const& values) {
  std::vector<size_t> seeds(values.at(0).size());
  std::iota(seeds.begin(), seeds.end(), 0);
  auto const found = drawn_agreement(given, values, seeds);
  OrderOfMeans out{found.tau, std::nullopt, found.p, drawn_agreement(given, values, seeds, -1).p};
  if (seeds.size() > 1)
    out.interval = bootstrap({seeds.size()}, "order",
                             [&](Draws const& draws) { return drawn_agreement(given, values, draws[0]).tau; });
  return out;
}

Agreement kendall(std::vector<double> const& a, std::vector<double> const& b) {
  if (a.size() != b.size() || a.size() < 3)
    throw error(Exit::bug, "kendall: got {} and {} numbers, expected as many and three at least", a.size(), b.size());
  auto const n = static_cast<double>(a.size());
  Ties const in_a(a), in_b(b);
  double const all = n * (n - 1), spread = (all - in_a.pairs) * (all - in_b.pairs);
  if (spread == 0) return {};  // all numbers of a list are the same: no order
  double const sum = concordance(a, b);
  bool const tied = in_a.pairs + in_b.pairs > 0;
  return {2 * sum / std::sqrt(spread), tied ? normal_p(sum, variance(n, in_a, in_b)) : exact_p(a.size(), sum)};
}

Improvement improvement(std::vector<Duel> const& duels) {
  std::vector<Wins> tables;
  std::vector<size_t> sizes;  // ours and theirs of each problem in turn
  double sum = 0;
  for (auto const& duel : duels) {
    tables.push_back(wins(duel));
    sizes.insert(sizes.end(), {duel.ours.size(), duel.theirs.size()});
  }
  auto const mean_share = [&](Draws const& draws) {
    double total = 0;
    for (size_t k = 0; k < tables.size(); ++k) total += share(tables[k], draws[2 * k], draws[2 * k + 1]);
    return total / static_cast<double>(tables.size());
  };
  auto const interval = bootstrap(sizes, "improvement", mean_share);  // throws when a sample is empty
  for (auto const& table : tables)
    for (auto const& row : table)
      for (double win : row) sum += win / static_cast<double>(table.size() * row.size());
  return {sum / static_cast<double>(tables.size()), interval};
}

}  // namespace mixup
