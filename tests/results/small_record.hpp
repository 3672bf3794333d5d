// small_record: a finished run of two epochs for the tests of records and of their store.
#pragma once
#include "results/record.hpp"

inline mixup::Record small_record(std::string const& row = "c10-erm", int64_t seed = 1) {
  mixup::Record record;
  record.run.experiment = "cifar";
  record.run.scale = "demo";
  record.run.row = row;
  record.run.seed = seed;
  record.run.data.name = "cifar10";
  record.run.optimizer.rate_drops = {1};
  record.outcome.metrics = {{"test_error", {{"last", 5.5}}}};
  record.outcome.curve = {{"test_error", {9.25, 5.5}}};
  record.outcome.data = {{"name", "cifar10"}, {"source", "real"}};
  record.outcome.environment = {{"libtorch", "1.13.1"}, {"git_dirty", false}, {"threads", 2}};
  record.command = "mixup-bench cifar";
  record.started = "2026-01-02T03:04:05Z";
  record.ended = "2026-01-02T03:05:05Z";
  record.wall_seconds = 60;
  return record;
}
