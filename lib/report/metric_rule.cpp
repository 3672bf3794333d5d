// metric_rule: "/test_error/last" is the curve test_error under the rule last.
#include "report/metric_rule.hpp"

#include <algorithm>
#include <map>

#include "report/metrics.hpp"
#include "stats/descriptive.hpp"

namespace mixup {
namespace {

std::string const kTestCurve = "/test_error";

/// "/test_error" of "/test_error/last"; empty when the column is of no curve.
std::string curve_of(Column const& column) {
  auto const slash = column.metric.rfind('/');
  auto const key = column.metric.substr(slash + 1);
  bool const is_rule = std::any_of(metric_rules().begin(), metric_rules().end(),
                                   [&](MetricRule const& rule) { return key == rule.key; });
  return is_rule && slash > 0 ? column.metric.substr(0, slash) : "";
}

/// "test error" of "/test_error".
std::string words_of(std::string const& curve) {
  auto words = curve.substr(curve.rfind('/') + 1);
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

Column chosen(Table const& table, std::string const& curve, MetricRule const& rule) {
  auto const metric = curve + "/" + rule.key;
  for (auto const& column : table.columns)
    if (column.metric == metric && table.prints(column.key)) return column;
  auto const first = std::find_if(table.columns.begin(), table.columns.end(),
                                  [&](Column const& column) { return curve_of(column) == curve; });
  Column column = *first;
  column.title = fmt::format("{} ({})", words_of(curve), rule.words);
  column.metric = metric;
  return column;
}

MetricRule const& rule_of(std::string const& name) {
  std::vector<std::string> known;
  for (auto const& rule : metric_rules()) {
    if (rule.name == name) return rule;
    known.emplace_back(rule.name);
  }
  throw error(Exit::usage, "--metric: got {}, allowed {}", name, fmt::join(known, ", "));
}

}  // namespace

std::vector<MetricRule> const& metric_rules() {
  static std::vector<MetricRule> const rules = {{"last", "last", "last"},
                                                {"best", "best", "best"},
                                                {"median10", "median_last_10", "median of the last 10"},
                                                {"selected", "selected", "selected by validation"}};
  return rules;
}

Table with_metric(Table table, std::string const& name) {
  auto const& rule = rule_of(name);
  std::vector<Column> columns;
  std::map<std::string, std::string> kept;     // curve -> key of its column
  std::map<std::string, std::string> renamed;  // key of a column -> key of the one that stands for it
  for (auto const& column : table.columns) {
    auto const curve = curve_of(column);
    if (curve.empty()) {
      columns.push_back(column);
      continue;
    }
    if (kept.count(curve) == 0) {
      columns.push_back(chosen(table, curve, rule));
      kept[curve] = columns.back().key;
    }
    renamed[column.key] = kept[curve];
  }
  for (auto& claim : table.claims)
    if (renamed.count(claim.of)) claim.of = renamed[claim.of];
  table.columns = columns;
  return table;
}

std::optional<Optimism> optimism(Table const& table, Sheet const& sheet) {
  for (auto const& column : table.columns) {
    if (curve_of(column) != kTestCurve) continue;
    std::vector<double> gains;
    for (auto const& line : sheet.lines)
      for (auto const* record : line.done) {
        auto const last = measured(*record, kTestCurve + "/last"), best = measured(*record, kTestCurve + "/best");
        if (last && best) gains.push_back(*last - *best);
      }
    if (!gains.empty()) return Optimism{mean(gains), gains.size(), &column};
  }
  return std::nullopt;
}

}  // namespace mixup
