// json_test: strict parsing, readable writing, patches and differences.
#include "core/json.hpp"

#include <cmath>

#include "error_of.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

namespace {

Error parse_error(std::string const& text) {
  return error_of([&] { parse_json(text, "x.json"); });
}

}  // namespace

TEST_CASE("a key given twice is refused at any depth, an equal key of another object is not") {
  CHECK(std::string(parse_error(R"({"a": 1, "a": 2})").what()) == "x.json: key \"a\" is given twice");
  CHECK(parse_error(R"({"a": [{"b": 1, "b": 1}]})").code == Exit::data);
  CHECK(parse_error(R"({"a": {"b": 1}, "c": {"b": 1}, "b": 0})").code == Exit::ok);
}

TEST_CASE("nesting deeper than 64 levels is refused") {
  auto const nested = [](size_t n) { return std::string(n, '[') + std::string(n, ']'); };
  CHECK(parse_error(nested(60)).code == Exit::ok);
  CHECK(std::string(parse_error(nested(1000)).what()) == "x.json: nested deeper than 64 levels");
}

TEST_CASE("what is not JSON is named with file and line") {
  CHECK(contains(parse_error("{\"a\": 1,\n \"b\" 2}").what(), "x.json: not JSON:"));
  CHECK(contains(parse_error("{\"a\": 1,\n \"b\" 2}").what(), "line 2"));
  for (auto const* text : {"", "{", "[1,]", "NaN", "{\"a\": 1e999}", "{} {}", "\"\xff\""})
    CHECK(parse_error(text).code == Exit::data);
  CHECK(error_of([] { read_json("/nonexistent/x.json"); }).code == Exit::io);
}

TEST_CASE("nan and infinity are not written") {
  Json value = {{"curve", {{"loss", {0.5, std::nan("")}}}}};
  auto const e = error_of([&] { pretty(value); });
  CHECK(e.code == Exit::bug);
  CHECK(contains(e.what(), "/curve/loss/1: nan cannot be written"));
}

TEST_CASE("pretty keeps the order of keys and arrays of numbers on one line") {
  Json const value = parse_json(R"({"z":1,"a":{"list":[1,2.5],"empty":{},"deep":[{"k":null}]}})", "test");
  CHECK(pretty(value) == R"({
  "z": 1,
  "a": {
    "list": [1,2.5],
    "empty": {},
    "deep": [
      {
        "k": null
      }
    ]
  }
}
)");
  CHECK(parse_json(pretty(value), "test") == value);
}

TEST_CASE("every double reads back as it was written") {
  for (double x : {0.1, 1.0 / 3, 5e-324, 1.7976931348623157e308, -0.0})
    CHECK(parse_json(pretty(Json(x)), "test").get<double>() == x);
}

TEST_CASE("bytes that are no UTF-8 are replaced when written, not thrown") {
  CHECK(contains(pretty(Json{{"command", "--data /m\xfcsik"}}), "/m\xEF\xBF\xBDsik"));
}

TEST_CASE("a merge patch replaces lists, merges objects and deletes with null") {
  Json target = parse_json(R"({"a": {"b": 1, "c": 2}, "d": [1, 2]})", "test");
  merge(target, parse_json(R"({"a": {"c": 3, "b": null}, "d": [9]})", "test"));
  CHECK(target == parse_json(R"({"a": {"c": 3}, "d": [9]})", "test"));
}

TEST_CASE("a pointer sets a value and makes the objects on the way") {
  Json target = Json::object();
  set_at(target, "/method/pair/k", 5);
  CHECK(target.dump() == R"({"method":{"pair":{"k":5}}})");
}

TEST_CASE("differing names the pointers at which two documents differ") {
  Json const a = parse_json(R"({"m": {"alpha": 1, "k": 2}, "x": 1, "l": [1]})", "test");
  Json const b = parse_json(R"({"l": [1, 2], "m": {"k": 2, "alpha": 0.5}, "y": 1})", "test");
  CHECK(differing(a, b) == std::vector<std::string>{"/m/alpha", "/x", "/l", "/y"});
  CHECK(differing(a, a).empty());
  CHECK(differing(Json{{"a", 1}}, Json{{"a", 1.0}}).empty());
}

TEST_CASE("few bytes cannot cost minutes: keys of an object and bytes of a text have a limit") {
  std::string many = "{";
  for (int i = 0; i < 1025; ++i) many += fmt::format("{}\"{}\":0", i ? "," : "", i);
  CHECK(std::string(parse_error(many + "}").what()) == "x.json: an object of more than 1024 keys");
  CHECK(parse_error("[" + std::string(33 << 20, ' ') + "]").code == Exit::data);
  CHECK(std::string(parse_error(std::string(10000, 'x')).what()).size() < 300);
}

TEST_CASE("a field is a member of objects, never an item of a list") {
  Json const run = parse_json(R"({"optimizer": {"drops": [1, 2]}, "seed": 1})", "test");
  CHECK(has_field(run, "/optimizer/drops"));
  CHECK(has_field(run, ""));
  for (auto const* none : {"/", "seed", "/seeds", "/seed/", "/optimizer/drops/0", "/optimizer/drops/-", "/a~",
                           "/optimizer/drops/99999999999999999999"})
    CHECK_FALSE(has_field(run, none));
}

TEST_CASE("what is no pointer is said, not thrown by the parser's own type") {
  CHECK(error_of([] { pointer_of("/a~", "table"); }).code == Exit::usage);
  CHECK(contains(error_of([] { pointer_of("a/b", "table"); }).what(), "table: a/b is no pointer to a field"));
  CHECK(pointer_of("/a/b", "").to_string() == "/a/b");
}

TEST_CASE("messages show values and keys in one short line") {
  CHECK(brief(Json("a\n\x1b[31m")) == "\"a\\n\\u001b[31m\"");
  CHECK(brief(std::string("a\n\x1b[31m")) == "a..[31m");
  CHECK(brief(Json("\xff")) == "\"\xEF\xBF\xBD\"");
  std::string umlauts;
  for (int i = 0; i < 300; ++i) umlauts += "\xC3\xBC";
  CHECK(brief(umlauts) == umlauts.substr(0, 200) + "...");
  CHECK(brief("x" + umlauts) == "x" + umlauts.substr(0, 198) + "...");  // no half of a character
}

TEST_CASE("a pointer to a member leads there, whatever its key") {
  Json const a = {{"a~b", {{"c/d", 1}}}}, b = {{"a~b", {{"c/d", 2}}}, {"~", 0}};
  auto const pointers = differing(a, b);
  CHECK(pointers == std::vector<std::string>{"/a~0b/c~1d", "/~0"});
  CHECK(b[Json::json_pointer(pointers[0])] == 2);
}
