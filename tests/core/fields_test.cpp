// fields_test: the strict reading of a run, and the text of its errors.
#include "core/run.hpp"
#include "error_of.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

namespace {

std::string message(char const* json) {
  return error_of([&] { from_json<Run>(parse_json(json, "test"), ""); }).what();
}

}  // namespace

TEST_CASE("a misspelt key is named with its path and the keys that exist") {
  CHECK(message(R"({"method": {"pair": {"amongst": "all"}}})") ==
        "/method/pair/amongst: no such field; the fields are among, by, k, bandwidth");
  CHECK(
      contains(message(R"({"methods": {}})"), "/methods: no such field; the fields are experiment, scale, row, seed"));
}

TEST_CASE("a number out of range is named with its path, itself and the range") {
  CHECK(message(R"({"method": {"dropout": 1.5}})") == "/method/dropout: got 1.5, allowed numbers 0 ... 0.999");
  CHECK(message(R"({"method": {"alpha": -0.1}})") == "/method/alpha: got -0.1, allowed numbers 0 ... 1000000");
  CHECK(message(R"({"budget": {"epochs": 0}})") == "/budget/epochs: got 0, allowed whole numbers 1 ... 1000000");
  CHECK(message(R"({"seed": -1})") == "/seed: got -1, allowed whole numbers 0 ... 2147483647");
}

TEST_CASE("a value of another type is refused") {
  CHECK(message(R"({"method": {"alpha": "1"}})") == "/method/alpha: got \"1\", allowed numbers 0 ... 1000000");
  CHECK(message(R"({"method": {"cut": 1}})") == "/method/cut: got 1, allowed true, false");
  CHECK(message(R"({"data": {"name": 10}})") == "/data/name: got 10, allowed a text");
  CHECK(message(R"({"data": []})") == "/data: got [], expected an object");
  CHECK(message(R"({"optimizer": {"drops": 100}})") == "/optimizer/drops: got 100, allowed a list");
  CHECK(contains(message(R"({"optimizer": {"drops": [100, 0.5]}})"), "/optimizer/drops/1: got 0.5, allowed whole"));
  CHECK(contains(message(R"({"method": {"alpha": null}})"), "/method/alpha: got null"));
}

TEST_CASE("a whole number is not a fraction and does not overflow") {
  CHECK(contains(message(R"({"seed": 1.5})"), "/seed: got 1.5, allowed whole numbers"));
  CHECK(contains(message(R"({"seed": 1e300})"), "/seed: got 1e+300, allowed whole numbers"));
  CHECK(contains(message(R"({"seed": 18446744073709551615})"), "/seed: got 18446744073709551615"));
  struct Free {
    static Error read(char const* text) {
      return error_of([&] {
        int64_t value = 0;
        Json const json = parse_json(text, "test");
        FieldReader reader(json, "");
        reader("n", value);
      });
    }
  };
  CHECK(
      contains(Free::read(R"({"n": 9223372036854775808})").what(), "/n: got 9223372036854775808"));  // 2^63 would wrap
  CHECK(Free::read(R"({"n": 9223372036854775807})").code == Exit::ok);
}

TEST_CASE("nan and infinity are no numbers of a field") {
  Json run = Json::object();
  run["method"]["alpha"] = std::nan("");
  CHECK(contains(error_of([&] { from_json<Run>(run, ""); }).what(), "/method/alpha: got null, allowed numbers"));
  run["method"]["alpha"] = std::numeric_limits<double>::infinity();
  CHECK(error_of([&] { from_json<Run>(run, ""); }).code == Exit::usage);
}

TEST_CASE("an unknown name is answered with the known ones") {
  CHECK(message(R"({"method": {"labels": "soft"}})") ==
        "/method/labels: got \"soft\", allowed mixed, dominant, own, clipped");
}

TEST_CASE("a run reads back what it wrote, and an empty object is the neutral run") {
  Run run;
  run.optimizer.rate_drops = {100, 150};
  run.method.alpha = 0.1;
  run.method.pair.among = Among::own_class;
  CHECK(to_json(from_json<Run>(to_json(run), "")) == to_json(run));
  CHECK(to_json(from_json<Run>(Json::object(), "")) == to_json(Run{}));
  CHECK(to_json(Method{})["alpha"] == 0.0);
}

TEST_CASE("two structs are the same when every field is") {
  Run const run = from_json<Run>(to_json(Run{}), "/");
  CHECK(same_fields(run, run));
  size_t changed = 0;
  Json const flat = to_json(run).flatten();
  for (auto const& [pointer, value] : flat.items()) {
    Json json = to_json(run);
    Json& field = json[Json::json_pointer(pointer)];
    if (field.is_boolean())
      field = !field.get<bool>();
    else if (field.is_number())
      field = field.get<double>() == 1 ? Json(2) : Json(1);
    else
      continue;  // a text, which may be a name of few, or empty: below
    CAPTURE(pointer);
    Run other = run;
    try {
      other = from_json<Run>(json, "/");
    } catch (Error const&) {
      continue;  // 1 or 2 is not in the range of this field
    }
    CHECK(!same_fields(run, other));
    ++changed;
  }
  CHECK(changed > 25);
  Run other = run;
  other.model.name = "lenet";
  CHECK(!same_fields(run, other));
  other = run;
  other.optimizer.rate_drops = {1};
  CHECK(!same_fields(run, other));
  other = run;
  other.protocol["epsilon"] = 4;
  CHECK(!same_fields(run, other));
}
