// report_fixture: two small tables and records of every kind that the report tells apart.
#pragma once
#include "report/markdown_report.hpp"

inline std::vector<mixup::Table> fixture_tables() {
  auto const cifar = mixup::parse_json(R"({
    "experiment": "cifar", "title": "CIFAR-10", "source": "Section 3.2, Fig. 3a.",
    "claim": "mixup lowers the test error of every net.",
    "base": {"data": {"name": "cifar10"}, "budget": {"epochs": 200}},
    "scales": {
      "demo": {"about": "generated images, 2 epochs", "seeds": 1,
               "run": {"data": {"source": "synthetic"}, "budget": {"epochs": 2}}},
      "small": {"about": "8 epochs", "seeds": 3, "run": {"budget": {"epochs": 8}}},
      "paper": {"about": "the paper's protocol", "seeds": 1}},
    "columns": [{"key": "error", "title": "test error", "metric": "/test_error/median_last_10", "unit": "%", "paired": true},
                {"key": "best", "title": "best", "metric": "/test_error/best", "unit": "%", "digits": 2}],
    "axes": ["/method/alpha", "/model/name"],
    "claims": [
      {"id": "lower", "says": "mixup's error is lower than ERM's | everywhere", "source": "Fig. 3a", "kind": "lower",
       "of": "error", "rows": ["*-mixup"]},
      {"id": "preact", "says": "... with PreAct-18 by 5 % at most", "source": "Fig. 3a", "kind": "not_lower",
       "of": "error", "rows": ["preact-mixup"], "margin": 0.05}],
    "rows": [
      {"name": "preact-erm", "group": "PreAct-18", "label": "ERM", "run": {"model": {"name": "preact18"}},
       "paper": {"error": 5.6}, "elsewhere": [{"column": "error", "value": 5.48, "by": "A. Body", "source": "example.org"}]},
      {"name": "preact-mixup", "group": "PreAct-18", "label": "mixup, α = 1", "against": "preact-erm",
       "run": {"model": {"name": "preact18"}, "method": {"alpha": 1}}, "paper": {"error": 4.2},
       "elsewhere": [{"column": "error", "value": 4.17, "by": "A. Body", "source": "example.org"},
                     {"column": "error", "value": 4.47, "by": "Some_body *else*", "source": "example.org/2"}]},
      {"name": "wide-erm", "group": "WRN|28", "label": "ERM", "run": {"model": {"name": "wrn"}}, "paper": {"error": 3.8}},
      {"name": "wide-mixup", "group": "WRN|28", "label": "mixup, α = 1", "against": "wide-erm",
       "run": {"model": {"name": "wrn"}, "method": {"alpha": 1}}, "paper": {"error": 2.7}}]
  })",
                                       "cifar");
  auto const tabular = mixup::parse_json(R"({
    "experiment": "tabular", "title": "Tabular data",
    "scales": {"small": {"about": "", "seeds": 1}},
    "columns": [{"key": "error", "metric": "/error"}],
    "rows": [{"name": "iris-erm", "run": {"data": {"name": "iris"}}},
             {"name": "abalone-erm", "run": {"data": {"name": "abalone", "source": "synthetic"}}}]
  })",
                                         "tabular");
  return {mixup::parse_table(cifar, "cifar"), mixup::parse_table(tabular, "tabular")};
}

/// The record of a row as its table has it today.
inline mixup::Record fixture_record(size_t table, char const* row, char const* scale, int64_t seed, double error) {
  auto const tables = fixture_tables();
  mixup::Record record;
  record.run = resolve(tables[table], *tables[table].row(row), scale, seed);
  if (table == 0)
    record.outcome.metrics = {{"test_error", {{"median_last_10", error}, {"last", error}, {"best", error - 0.25}}}};
  if (table == 1) record.outcome.metrics = {{"error", error}};
  record.outcome.data = {
      {"name", "cifar10"},
      {"files", {{{"name", "data_batch_1.bin"}, {"sha256", std::string(32, 'a') + std::string(32, 'b')}}}}};
  record.outcome.environment = {{"git_revision", "0123456789abcdef0123"},
                                {"git_dirty", false},
                                {"libtorch", "1.13.1"},
                                {"cpu", "Example CPU"},
                                {"device", "cpu"},
                                {"precision", "float32"},
                                {"threads", 2}};
  record.wall_seconds = 100;
  return record;
}

inline mixup::Record broken(mixup::Record record, mixup::Status status, char const* reason) {
  record.outcome.status = status;
  record.outcome.reason = reason;
  record.outcome.metrics = mixup::Json::object();
  return record;
}

inline std::vector<mixup::Record> fixture_records() {
  std::vector<mixup::Record> records;
  // small: three pairs of seeds of the first two rows, of which one ERM run has no partner and one run broke.
  records.push_back(fixture_record(0, "preact-erm", "small", 1, 10));
  records.push_back(fixture_record(0, "preact-erm", "small", 2, 11));
  records.push_back(fixture_record(0, "preact-erm", "small", 10, 12));
  records.push_back(fixture_record(0, "preact-mixup", "small", 1, 9));
  records.push_back(fixture_record(0, "preact-mixup", "small", 2, 9));
  records.push_back(broken(fixture_record(0, "preact-mixup", "small", 3, 0), mixup::Status::failed, "disk | full"));
  records.push_back(
      broken(fixture_record(0, "wide-erm", "small", 1, 0), mixup::Status::diverged, "loss is nan at epoch 1, step 3"));
  records.push_back(
      broken(fixture_record(0, "wide-erm", "small", 2, 0), mixup::Status::diverged, "loss is nan at epoch 1, step 3"));
  records[1].outcome.environment = {{"libtorch", "2.6.0"}, {"git_dirty", true}};
  // A point of our own, one on a part of the data, and one that the table no longer has.
  records.push_back(fixture_record(0, "preact-erm", "small", 1, 9.5));
  records.back().run.row += "+alpha=0.5";
  records.back().run.method.alpha = 0.5;
  records.push_back(fixture_record(0, "preact-erm", "small", 1, 20));
  records.back().run.row += "+partial=true";
  records.back().run.data.partial = true;
  records.push_back(fixture_record(0, "wide-mixup", "small", 1, 8));
  records.back().run.budget.epochs = 4;
  records.push_back(fixture_record(0, "wide-mixup", "small", 1, 8));
  records.back().run.row = "wide-old";
  // demo: one run. tabular: one run without the figure, an experiment that no table has.
  records.push_back(fixture_record(0, "preact-mixup", "demo", 1, 50));
  records.push_back(fixture_record(1, "iris-erm", "small", 1, 3));
  records.back().outcome.metrics = {{"other", 1}};
  records.push_back(fixture_record(0, "preact-erm", "small", 1, 1));
  records.back().run.experiment = "gone";
  return records;
}

inline std::string fixture_report(std::vector<mixup::Record> const& records) {
  auto const tables = fixture_tables();
  return report_markdown(survey(tables, records));
}
