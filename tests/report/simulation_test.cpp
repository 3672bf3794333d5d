// simulation_test: how often the rule of docs/verdicts.md says what is not so, and how often it finds what is.
//
// Worlds whose truth is known are drawn and judged by the rule itself. docs/verdicts.md holds the two tables of rates
// between its marks; MIXUP_REGENERATE=1 writes them anew.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "core/seed.hpp"
#include "core/table.hpp"
#include "report/number.hpp"
#include "report/survey.hpp"
#include "stats/seed_mean.hpp"

#include "catch2_shim.hpp"

using namespace mixup;

namespace {

constexpr char const* kPage = MIXUP_TEST_DIR "/../docs/verdicts.md";
constexpr char const *kBegin = "<!-- simulation -->\n", *kEnd = "<!-- end of simulation -->\n";
constexpr double kErm = 20;      // percent, of 5,000 test examples
constexpr double kClaimed = -4;  // points: the paper has 16 beside 20
constexpr double kHalf = kClaimed / 2;
constexpr int kWorlds = 2000;

struct World {
  int64_t n = 5;
  std::vector<double> effects;  // true ones, of the claims of one family, each of a net of its own
  double sd = 1;                // of the paired difference, points
  bool heavy_tails = false;     // Student's t with 3 degrees of freedom in place of the normal
  int64_t second = 0;           // fresh seeds for what the first n leave open

  int64_t seeds() const { return n + second; }
};

/// A table of nets, each with ERM and mixup.
Table table_of(World const& world) {
  Json json = {{"experiment", "t"}, {"base", {{"data", {{"name", "cifar10"}}}}}};
  json["scales"]["paper"] = {{"about", ""}, {"n", world.n}};
  json["columns"] = {{{"key", "error"}, {"metric", "/error"}, {"unit", "%"}, {"digits", 2}}};
  for (size_t k = 0; k < world.effects.size(); ++k) {
    auto const name = fmt::format("net{}", k);
    Json const model = {{"name", name}};
    json["rows"].push_back({{"name", name + "-erm"}, {"run", {{"model", model}}}, {"paper", {{"error", kErm}}}});
    json["rows"].push_back({{"name", name + "-mixup"},
                            {"against", name + "-erm"},
                            {"run", {{"model", model}, {"method", {{"alpha", 1}}}}},
                            {"paper", {{"error", kErm + kClaimed}}}});
    json["claims"].push_back({{"id", name},
                              {"says", "so"},
                              {"source", "section 1"},
                              {"kind", "lower"},
                              {"of", "error"},
                              {"rows", {name + "-mixup"}}});
    if (world.second)
      json["claims"].back()["second"] = {{{"scale", "paper"}, {"first_seed", world.n + 1}, {"n", world.second}}};
  }
  return parse_table(json, "table");
}

/// A draw of mean 0 and standard deviation 1.
double noise(SplitMix64& random, bool heavy_tails) {
  double const z = random.normal();
  if (!heavy_tails) return z;
  double squares = 0;
  for (int i = 0; i < 3; ++i) {
    double const one = random.normal();
    squares += one * one;
  }
  return z / std::sqrt(squares);  // t(3) = z / sqrt(squares / 3), whose variance is 3
}

double rounded(double percent) { return std::round(50 * percent) / 50; }  // whole test examples

struct Rates {
  double reproduced = 0, contradicted = 0, smaller = 0, open = 0;  // shares of the claims
  double false_direction = 0, false_size = 0;                      // shares of the worlds: of some claim
};

bool is_false_direction(Verdict const& verdict, double effect) {
  return (verdict.decision == Decision::reproduced && effect >= 0) ||
         (verdict.decision == Decision::contradicted && effect <= 0);
}

/// "Smaller than claimed", also as a remark, of an effect of half the paper's or more.
bool is_false_size(Verdict const& verdict, double effect) {
  return verdict.is_smaller && std::abs(effect) >= std::abs(kHalf);
}

Rates simulate(World const& world, int worlds) {
  auto const table = table_of(world);
  auto const& scale = table.scale("paper");
  std::vector<Record> records;
  for (auto const& row : table.rows)
    for (int64_t seed = 1; seed <= world.seeds(); ++seed) {
      records.emplace_back();
      records.back().run = resolve(table, row, "paper", seed);
      records.back().outcome.metrics = {{"error", 0}};
      records.back().outcome.data = {{"test_size", 5000}};
    }
  auto const sheets = gather(table, scale, records).sheets;
  Rates rates;
  auto const n = static_cast<size_t>(world.seeds());
  for (int w = 0; w < worlds; ++w) {
    SplitMix64 random(derive_seed(0, "simulation", static_cast<uint64_t>(w)));
    for (size_t k = 0; k < world.effects.size(); ++k)
      for (size_t seed = 0; seed < n; ++seed) {
        double const erm = kErm + random.normal();
        double const difference = world.effects[k] + world.sd * noise(random, world.heavy_tails);
        records[2 * k * n + seed].outcome.metrics["error"] = rounded(erm);
        records[(2 * k + 1) * n + seed].outcome.metrics["error"] = rounded(erm + difference);
      }
    std::map<Decision, double> count;
    bool direction = false, size = false;
    auto const said = verdicts(table, scale, sheets);
    for (size_t k = 0; k < said.size(); ++k) {
      ++count[said[k].decision];
      direction = direction || is_false_direction(said[k], world.effects[k]);
      size = size || is_false_size(said[k], world.effects[k]);
    }
    double const claims = static_cast<double>(said.size()) * worlds;
    rates.reproduced += count[Decision::reproduced] / claims;
    rates.contradicted += count[Decision::contradicted] / claims;
    rates.smaller += count[Decision::smaller] / claims;
    rates.open += count[Decision::inconclusive] / claims;
    rates.false_direction += direction / static_cast<double>(worlds);
    rates.false_size += size / static_cast<double>(worlds);
  }
  return rates;
}

std::string percent(double share) { return fixed(100 * share, 1); }

/// The most that the rule allows, beyond what the number of worlds leaves open: two standard errors.
double with_scatter(double share) { return share + 2 * std::sqrt(share * (1 - share) / kWorlds); }

/// Every effect that makes some verdict false, at its bound, where it is said most often.
std::string false_rates() {
  std::vector<std::pair<char const*, std::vector<double>>> const truths = {
      {"none", {0, 0, 0, 0}},
      {"half of the paper's", std::vector<double>(4, kHalf)},
      {"the paper's", std::vector<double>(4, kClaimed)},
      {"half of it, the wrong way", std::vector<double>(4, -kHalf)},
      {"none of one, half of three", {0, kHalf, kHalf, kHalf}}};
  std::string out =
      "| true effect | noise | seeds | sd | reproduced | contradicted | smaller | open | false direction | false size "
      "|\n"
      "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|\n";
  for (auto const& [name, effects] : truths)
    for (auto const& [n, sd, heavy, second] :
         {std::tuple(5, 1.0, false, 0), {10, 2.0, false, 0}, {5, 1.0, true, 0}, {5, 2.0, false, 15}}) {
      auto const rates = simulate({n, effects, sd, heavy, second}, kWorlds);
      double const most = with_scatter(second ? 0.075 : 0.05);
      CHECK(rates.false_direction <= most);
      CHECK(rates.false_size <= most);
      out += fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |\n", name, heavy ? "t(3)" : "normal",
                         second ? fmt::format("{} + {}", n, second) : std::to_string(n), fixed(sd, 1),
                         percent(rates.reproduced), percent(rates.contradicted), percent(rates.smaller),
                         percent(rates.open), percent(rates.false_direction), percent(rates.false_size));
    }
  return out;
}

/// The seeds that a table declares at small scale, and how many of its claims one family holds there.
std::pair<int64_t, size_t> declared(char const* experiment) {
  for (auto const& table : all_tables()) {
    if (table.experiment != experiment) continue;
    int64_t most = 0;
    size_t claims = 0;
    for (auto const& claim : table.claims) {
      auto const n = deciding_seeds(claim, table.scale("small")).n;
      if (n == 0 || !claim.family.empty()) continue;
      most = std::max(most, n);
      ++claims;
    }
    return {most, claims};
  }
  throw std::runtime_error(experiment);
}

/// The share of claims with a true effect of -1, -2, ... points that are reproduced.
std::string power() {
  struct Case {
    char const *name, *experiment;
    double sd;
    int64_t times;  // the declared seeds
  };
  constexpr Case kCases[] = {{"cifar", "cifar", 1.4, 1},
                             {"adversarial, least", "adversarial", 0.9, 1},
                             {"adversarial, most", "adversarial", 3.1, 1},
                             {"ablation", "ablation", 1.6, 1},
                             {"ablation, twice the seeds", "ablation", 1.6, 2}};
  std::string out =
      "| experiment | sd | seeds | claims | 1 point | 2 points | 3 points | 5 points "
      "|\n|---|---:|---:|---:|---:|---:|---:|---:|\n";
  for (auto const& [name, experiment, sd, times] : kCases) {
    auto const [seeds, claims] = declared(experiment);
    int64_t const n = times * seeds;
    out += fmt::format("| {} | {} | {} | {} |", name, fixed(sd, 1), n, claims);
    double before = 0;
    for (double effect : {-1.0, -2.0, -3.0, -5.0}) {
      auto const found = simulate({n, std::vector<double>(claims, effect), sd}, 100).reproduced;
      CHECK(found >= before);
      before = found;
      out += " " + fixed(100 * found, 0) + " |";
    }
    out += "\n";
  }
  return out;
}

/// How often a claim without any effect seems decided: when one looks after each seed from 3 to 10 and stops at
/// p <= 0.05, and when one looks once, at 10.
std::string stopping() {
  constexpr int kClaims = 4000;
  int early = 0, at_end = 0;
  for (int i = 0; i < kClaims; ++i) {
    SplitMix64 random(derive_seed(0, "stopping", static_cast<uint64_t>(i)));
    std::vector<double> differences;
    bool decided = false, stopped = false;
    while (differences.size() < 10) {
      differences.push_back(random.normal());
      if (differences.size() < 3) continue;
      auto const e = seed_mean(differences);
      decided = 2 * std::min(p_below(e, 0), p_above(e, 0)) <= 0.05;
      stopped = stopped || decided;
    }
    early += stopped;
    at_end += decided;
  }
  CHECK(at_end <= 0.06 * kClaims);
  CHECK(early > 0.1 * kClaims);
  return fmt::format(
      "A claim without any effect seems decided in {} % of cases when one looks after each seed from 3 to 10 and stops "
      "at\n"
      "p ≤ 0.05, in {} % when one looks once, at 10.\n",
      percent(static_cast<double>(early) / kClaims), percent(static_cast<double>(at_end) / kClaims));
}

std::string content(char const* path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE(
    "the rule says what is not so in at most 5 % of families, 7.5 with a second study, and docs/verdicts.md quotes its "
    "rates") {
  auto const tables = "\n" + false_rates() + "\n" + power() + "\n" + stopping() + "\n";
  auto page = content(kPage);
  auto const begin = page.find(kBegin), end = page.find(kEnd);
  REQUIRE(begin != std::string::npos);
  REQUIRE(end != std::string::npos);
  auto const at = begin + std::string(kBegin).size();
  if (std::getenv("MIXUP_REGENERATE")) {
    page.replace(at, end - at, tables);
    std::ofstream(kPage) << page;
  } else {
    CHECK(page.substr(at, end - at) == tables);
  }
}
