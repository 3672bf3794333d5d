// record_test: a record reads back what it wrote, and nothing else passes for one.
#include "results/record.hpp"

#include "error_of.hpp"
#include "small_record.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

namespace {

/// The error of the small record with one value set.
std::string message(char const* pointer, Json const& value) {
  Json json = to_json(small_record());
  set_at(json, pointer, value);
  auto const e = error_of([&] { parse_record(json, "r.json"); });
  CHECK(e.code == Exit::data);
  return e.what();
}

}  // namespace

TEST_CASE("a record reads back what it wrote") {
  Json const json = to_json(small_record());
  CHECK(to_json(parse_record(json, "r.json")) == json);
  CHECK(to_json(parse_record(parse_json(pretty(json), "r.json"), "r.json")) == json);
}

TEST_CASE("the fields stand in the order in which a person reads them") {
  Record record = small_record();
  record.outcome.status = Status::diverged;
  record.outcome.reason = "loss is nan at epoch 1, step 3";
  Json const json = to_json(record);
  std::vector<std::string> keys;
  for (auto const& [key, value] : json.items()) keys.push_back(key);
  CHECK(keys == std::vector<std::string>{"schema", "status", "reason", "run", "metrics", "data", "environment",
                                         "command", "started", "ended", "wall_seconds", "curve"});
}

TEST_CASE("figures are kept to six significant digits") {
  Record record = small_record();
  record.outcome.metrics = {{"test_error", {{"last", static_cast<double>(0.1F)}, {"best_epoch", 12345678}}}};
  record.outcome.curve = {{"loss", {1234567.0, 2.0 / 3}}};
  Json const json = to_json(record);
  CHECK(json["metrics"].dump() == R"({"test_error":{"last":0.1,"best_epoch":12345678}})");
  CHECK(json["curve"].dump() == R"({"loss":[1234570.0,0.666667]})");
}

TEST_CASE("the run itself is not rounded") {
  Record record = small_record();
  record.run.method.alpha = 1.0 / 3;
  CHECK(parse_record(to_json(record), "r.json").run.method.alpha == 1.0 / 3);
}

TEST_CASE("missing and unknown keys, other schemas and states are refused by name") {
  CHECK(contains(message("/extra", 1), "r.json#/extra: no such field; the fields are schema, status, reason, run"));
  CHECK(message("/schema", 2) == "r.json#/schema: got 2, this program reads 1");
  CHECK(message("/status", "ok") == "r.json#/status: got \"ok\", allowed done, diverged, failed");
  CHECK(contains(message("/status", "failed"), "r.json#/reason: got \"\" with status failed"));
  CHECK(contains(message("/reason", "tired"), "r.json#/reason: got \"tired\" with status done"));
  CHECK(contains(message("/run/method/alfa", 1), "r.json#/run/method/alfa: no such field"));
  CHECK(contains(message("/metrics", Json::array()), "r.json#/metrics: got [], allowed an object"));
  for (auto const* key : {"schema", "run", "metrics", "curve", "wall_seconds"}) {
    Json json = to_json(small_record());
    json.erase(key);
    auto const text = fmt::format("r.json#/{}: is missing", key);
    CHECK(contains(error_of([&] { parse_record(json, "r.json"); }).what(), text));
  }
  CHECK(contains(error_of([] { parse_record(Json::array(), "r.json"); }).what(), "r.json#: got array"));
}

TEST_CASE("a run written before a field was added takes the neutral default") {
  Json json = to_json(small_record());
  json["run"]["method"].erase("cut");
  CHECK(parse_record(json, "r.json").run.method.cut == false);
}

TEST_CASE("free parts that others could not read are refused with their place") {
  auto const with = [](char const* key, Json const& value) {
    Json json = to_json(small_record());
    json["environment"][key] = value;
    return error_of([&] { parse_record(json, "r.json"); });
  };
  CHECK(with("a~b", 1).code == Exit::data);
  CHECK(contains(with("a~b", 1).what(), "r.json#/environment: got the key \"a~b\", allowed are keys without / and ~"));
  CHECK(contains(with("host", {{"a/b", 1}}).what(), "r.json#/environment/host: got the key \"a/b\""));
  CHECK(with("memory", "any text").code == Exit::ok);
  CHECK(message("/environment/threads", "two") == "r.json#/environment/threads: got \"two\", allowed a whole number");
  CHECK(message("/environment/cpu", Json::array()) == "r.json#/environment/cpu: got [], allowed a text");
  CHECK(message("/data/files", "all") == "r.json#/data/files: got \"all\", allowed a list");
  CHECK(message("/data/files", {1}) == "r.json#/data/files: got 1, allowed an object");
  CHECK(contains(message("/data/files", {{{"name", 7}}}), "r.json#/data/files/name: got 7, allowed a text"));
  CHECK(message("/parameters/net", 1) == "r.json#/parameters/net: got 1, allowed a text");
}
