// record: what a run leaves behind: the resolved run, its figures, its curve, and where and how it was made.
#pragma once
#include <array>
#include <string>

#include "core/run.hpp"

namespace mixup {

constexpr int kRecordSchema = 1;  // lib/results/record.schema.json

enum class Status {
  done,
  diverged,  // a loss that is not finite
  failed,    // an exception
};
constexpr std::array<char const*, 3> names(Status) { return {"done", "diverged", "failed"}; }

/// What the training part hands back. `metrics` and `curve` hold errors in percent, times in seconds.
struct Outcome {
  Status status = Status::done;
  std::string reason;  // empty when done
  Json metrics = Json::object();
  Json curve = Json::object();        // name -> one number per epoch
  Json figure = Json::object();       // what the paper's figure draws: name -> numbers; empty for most
  Json parameters = Json::object();   // name of a trained net -> SHA-256 of its parameters and buffers
  Json data = Json::object();         // name, source, sizes, files with SHA-256
  Json environment = Json::object();  // versions, device, precision, threads
};

struct Record {
  Run run;
  Outcome outcome;
  std::string command;         // as typed
  std::string started, ended;  // UTC, ISO 8601
  double wall_seconds = 0;
};

/// Field order: schema, status, reason, run, metrics, data, environment, command, started, ended, wall_seconds, curve,
/// figure and parameters (if there are any).
Json to_json(Record const& record);

/// Strict reader; errors name `where`. Exit::data on another schema version or a missing or unknown key.
Record parse_record(Json const& json, std::string const& where);

}  // namespace mixup
