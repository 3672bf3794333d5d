// record: writes a record in the order in which a person reads it, and reads it back strictly.
#include "results/record.hpp"

#include <algorithm>
#include <cstdlib>

namespace mixup {
namespace {

constexpr char const* kRequired[] = {"schema",  "status",  "run",   "metrics",      "data", "environment",
                                     "command", "started", "ended", "wall_seconds", "curve"};

/// Six significant digits: more than any table prints, and without the noise of a float seen as a double
/// (0.1f is 0.10000000149), which would make every record longer and every comparison by eye harder.
constexpr int kDigits = 6;
/// Digits of what a figure draws: finer than a screen, and a surface of thousands of points stays a small file.
constexpr int kFigureDigits = 4;

Json rounded(Json json, int digits = kDigits) {
  if (json.is_number_float()) return std::strtod(fmt::format("{:.{}g}", json.get<double>(), digits).c_str(), nullptr);
  if (json.is_structured())
    for (auto& child : json) child = rounded(child, digits);
  return json;
}

void require_keys(Json const& json, std::string const& path) {
  for (char const* key : kRequired)
    if (!json.contains(key))
      throw error(Exit::data, "{}/{}: is missing, a record has {}", path, key, fmt::join(kRequired, ", "));
}

void require_schema(Json const& json, std::string const& path) {
  if (!json.is_object()) throw error(Exit::data, "{}: got {}, expected an object", path, json.type_name());
  if (json.contains("schema") && json["schema"] != kRecordSchema)
    throw error(Exit::data, "{}/schema: got {}, this program reads {}", path, json["schema"].dump(), kRecordSchema);
}

void require_reason(Outcome const& outcome, std::string const& path) {
  if ((outcome.status == Status::done) != outcome.reason.empty())
    throw error(Exit::data, "{}/reason: got \"{}\" with status {}, allowed: none with done, a text otherwise", path,
                outcome.reason, name_of(outcome.status));
}

Record read_record(Json const& json, std::string const& path) {
  Record record;
  Outcome& outcome = record.outcome;
  int64_t schema = kRecordSchema;
  Json run = Json::object();
  FieldReader read(json, path);
  read("schema", schema);
  read("status", outcome.status);
  read("reason", outcome.reason);
  read("run", run);
  read("metrics", outcome.metrics);
  read("data", outcome.data);
  read("environment", outcome.environment);
  read("command", record.command);
  read("started", record.started);
  read("ended", record.ended);
  read("wall_seconds", record.wall_seconds, {0, 1e12});
  read("curve", outcome.curve);
  read("figure", outcome.figure);
  read("parameters", outcome.parameters);
  read.finish();
  // A field that the run lacks takes its default, which is neutral: records outlive the adding of a method knob.
  record.run = from_json<Run>(run, path + "/run");
  require_reason(outcome, path);
  return record;
}

}  // namespace

Json to_json(Record const& record) {
  Outcome const& outcome = record.outcome;
  Json json = Json::object();
  json["schema"] = kRecordSchema;
  json["status"] = name_of(outcome.status);
  if (outcome.status != Status::done) json["reason"] = outcome.reason;
  json["run"] = to_json(record.run);
  json["metrics"] = rounded(outcome.metrics);
  json["data"] = outcome.data;
  json["environment"] = outcome.environment;
  json["command"] = record.command;
  json["started"] = record.started;
  json["ended"] = record.ended;
  json["wall_seconds"] = rounded(record.wall_seconds);
  json["curve"] = rounded(outcome.curve);
  if (!outcome.figure.empty()) json["figure"] = rounded(outcome.figure, kFigureDigits);
  if (!outcome.parameters.empty()) json["parameters"] = outcome.parameters;
  return json;
}

Record parse_record(Json const& json, std::string const& where) {
  auto const path = where + "#";  // as in a URI: file#/json/pointer
  try {
    require_schema(json, path);
    require_keys(json, path);
    return read_record(json, path);
  } catch (Error const& e) {
    throw Error(Exit::data, e.what());  // a field error is Exit::usage on the command line, but this is a file
  }
}

}  // namespace mixup
