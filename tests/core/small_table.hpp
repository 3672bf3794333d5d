// small_table: a table of four rows for the tests of table and plan.
#pragma once
#include "core/table.hpp"

inline mixup::Json small_table_json() {
  return mixup::parse_json(R"({
    "experiment": "cifar", "title": "CIFAR", "source": "section 3.2", "claim": "mixup helps",
    "base": {"data": {"name": "cifar10"}, "model": {"name": "preact18"}, "budget": {"epochs": 200},
             "optimizer": {"drops": [100, 150]}},
    "scales": {
      "demo": {"about": "generated", "seeds": 2, "run": {"data": {"source": "synthetic"}, "budget": {"epochs": 2}}},
      "paper": {"about": "the protocol", "seeds": 1, "run": {}}},
    "columns": [{"key": "error", "title": "test error", "metric": "/test_error/median_last_10", "unit": "%"}],
    "axes": ["/method/alpha", "/data/name", "/model/name"],
    "defaults": {"/data/name": ["cifar10"]},
    "rows": [
      {"name": "c10-erm", "label": "ERM", "paper": {"error": 5.6}},
      {"name": "c10-mixup", "label": "mixup", "against": "c10-erm", "run": {"method": {"alpha": 1}},
       "scales": {"demo": {"budget": {"epochs": 3}}}, "paper": {"error": 4.2}},
      {"name": "c100-erm", "label": "ERM", "run": {"data": {"name": "cifar100"}}},
      {"name": "c100-mixup", "label": "mixup", "against": "c100-erm",
       "run": {"data": {"name": "cifar100"}, "method": {"alpha": 1}}}]
  })",
                           "small_table");
}

inline mixup::Table small_table() { return mixup::parse_table(small_table_json(), "table.json"); }
