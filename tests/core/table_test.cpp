// table_test: what a table.json may say, and the run that a cell makes of its layers.
#include "error_of.hpp"
#include "small_table.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

namespace {

/// The error of the small table with one value set or, with null, one key taken away.
std::string message(char const* pointer, Json const& value) {
  Json json = small_table_json();
  set_at(json, pointer, value);
  auto const e = error_of([&] { parse_table(json, "table.json"); });
  CHECK(e.code == Exit::data);
  return e.what();
}

}  // namespace

TEST_CASE("what has no title or label is called by its name") {
  Json json = small_table_json();
  json.erase("title");
  json["columns"][0].erase("title");
  json["rows"][0].erase("label");
  auto const table = parse_table(json, "t");
  CHECK(table.title == "cifar");
  CHECK(table.columns[0].title == "error");
  CHECK(table.rows[0].label == "c10-erm");
  CHECK(table.rows[1].label == "mixup");
}

TEST_CASE("a misspelt key of a table, row, column or scale fails with its pointer") {
  CHECK(contains(message("/titel", "x"), "table.json#/titel: no such field; the fields are experiment, title"));
  CHECK(contains(message("/rows/1/labl", "x"), "table.json#/rows/1/labl: no such field; the fields are name, group"));
  CHECK(contains(message("/columns/0/units", "%"), "table.json#/columns/0/units: no such field"));
  CHECK(contains(message("/scales/demo/seed", 3), "table.json#/scales/demo/seed: no such field"));
}

TEST_CASE("names that name nothing fail with the names that exist") {
  CHECK(message("/rows/1/against", "erm") ==
        "table.json#/rows/1/against: got \"erm\", allowed another row: c10-erm, c10-mixup, c100-erm, c100-mixup");
  CHECK(contains(message("/rows/1/against", "c10-mixup"), "/rows/1/against: got \"c10-mixup\""));
  CHECK(message("/rows/0/paper/eror", 5.6) == "table.json#/rows/0/paper: got \"eror\", allowed error");
  CHECK(message("/rows/0/scales/big", Json::object()) == "table.json#/rows/0/scales: got \"big\", allowed demo, paper");
  CHECK(contains(message("/defaults", Json{{"/model/width", {1}}}), "#/defaults: /model/width: got \"/model/width\""));
  CHECK(contains(message("/axes/0", "/method/alfa"), "table.json#/axes/0: got \"/method/alfa\", allowed a pointer"));
  CHECK(contains(message("/axes/0", "alpha"), "table.json#/axes/0: got \"alpha\""));
}

TEST_CASE("names that would not be unique or no file names fail") {
  CHECK(message("/rows/2/name", "c10-erm") ==
        "table.json#/rows/2/name: got \"c10-erm\", allowed one that no earlier one has");
  CHECK(contains(message("/rows/2/name", "../x"), "table.json#/rows/2/name: got \"../x\", allowed letters, digits"));
  CHECK(contains(message("/rows/2/name", "a+b"), "table.json#/rows/2/name"));
  CHECK(contains(message("/rows/2/name", ""), "table.json#/rows/2/name: got \"\""));
}

TEST_CASE("values of another kind fail") {
  CHECK(message("/rows/0/paper/error", "5.6") == "table.json#/rows/0/paper/error: got \"\"5.6\"\", allowed a number");
  CHECK(contains(message("/columns/0/metric", "error"), "table.json#/columns/0/metric: got \"error\""));
  CHECK(contains(message("/columns/0/digits", -1), "table.json#/columns/0/digits: got -1, allowed whole numbers 0"));
  CHECK(contains(message("/scales/demo/seeds", 0), "table.json#/scales/demo/seeds: got 0"));
  CHECK(contains(message("/rows", Json::array()), "table.json#/rows: got \"[]\", allowed at least one row"));
  CHECK(contains(error_of([] { parse_table(Json(3), "table.json"); }).what(), "table.json#: got 3"));
}

TEST_CASE("a typo in any patch fails when the table is read") {
  CHECK(message("/rows/3/run/method/alpha", -1) ==
        "table.json#/rows/3: cifar row c100-mixup at demo scale: /method/alpha: got -1, allowed numbers 0 ... 1000000");
  CHECK(contains(message("/base/budget/epoch", 1), "at demo scale: /budget/epoch: no such field"));
  CHECK(contains(message("/rows/1/scales/paper/budget/epoch", 1), "c10-mixup at paper scale: /budget/epoch"));
  CHECK(contains(message("/base/seed", 1), "/seed: is set by the table"));
}

TEST_CASE("a run is defaults, base, scale, row, the row's own scale, and changes, in this order") {
  auto const table = small_table();
  auto const& mixup = *table.row("c10-mixup");
  CHECK(resolve(table, mixup, "paper", 1).budget.epochs == 200);               // base
  CHECK(resolve(table, *table.row("c10-erm"), "demo", 1).budget.epochs == 2);  // scale over base
  CHECK(resolve(table, mixup, "demo", 1).budget.epochs == 3);                  // the row's own patch over scale
  CHECK(resolve(table, mixup, "demo", 1, Json{{"budget", {{"epochs", 4}}}}).budget.epochs == 4);
  CHECK(resolve(table, mixup, "demo", 1).method.alpha == 1);
  CHECK(resolve(table, mixup, "demo", 1).budget.batch == 128);  // the default of core/run
}

TEST_CASE("a run knows its cell") {
  auto const table = small_table();
  auto const run = resolve(table, *table.row("c10-erm"), "demo", 7);
  CHECK(run.experiment == "cifar");
  CHECK(run.scale == "demo");
  CHECK(run.row == "c10-erm");
  CHECK(run.seed == 7);
}

TEST_CASE("an unknown scale is answered with the known ones, an unknown row with nothing") {
  auto const table = small_table();
  auto const e = error_of([&] { table.scale("huge"); });
  CHECK(e.code == Exit::usage);
  CHECK(std::string(e.what()) == "cifar: no scale \"huge\"; the scales are demo, paper");
  CHECK(table.row("nobody") == nullptr);
}

TEST_CASE("an experiment's own fields are those of its base, each with the kind of value it has there") {
  Json json = small_table_json();
  set_at(json, "/base/protocol/epsilon", 4);
  set_at(json, "/base/protocol/clip", true);
  set_at(json, "/rows/1/run/protocol/epsilon", 0.5);
  auto const table = parse_table(json, "table.json");
  CHECK(resolve(table, table.rows[0], "demo", 1).protocol["epsilon"] == 4);
  CHECK(resolve(table, table.rows[1], "demo", 1).protocol["epsilon"] == 0.5);
  CHECK(known_fields(table).contains(Json::json_pointer("/protocol/clip")));

  set_at(json, "/rows/1/run/protocol/epsilom", 1);
  auto const typo = error_of([&] { parse_table(json, "table.json"); });
  CHECK(contains(typo.what(), "/protocol/epsilom: no such field; the fields are epsilon, clip"));
  json["rows"][1]["run"]["protocol"] = {{"clip", 1}};
  auto const kind = error_of([&] { parse_table(json, "table.json"); });
  CHECK(contains(kind.what(), "/protocol/clip: got 1, allowed boolean such as true"));
}

TEST_CASE("pointers that are none, and nulls that take a protocol's field away, are refused") {
  CHECK(contains(message("/axes/0", "/a~"), "table.json#/axes/0: got \"/a~\""));
  CHECK(contains(message("/axes/0", "/optimizer/drops/99999999999999999999"), "/axes/0: got"));
  CHECK(contains(message("/columns/0/metric", "/a~"), "/columns/0/metric: /a~ is no pointer to a field"));
  CHECK(contains(message("/base/protocol", 1), "/protocol: got 1, expected an object"));
  CHECK(contains(message("/rows/1/run/protocol", 1), "/protocol: got 1, expected an object"));
  Json json = small_table_json();
  set_at(json, "/base/protocol/epsilon", 4);
  json["rows"][1]["run"]["protocol"] = {{"epsilon", nullptr}};
  CHECK(contains(error_of([&] { parse_table(json, "table.json"); }).what(),
                 "/protocol/epsilon: null takes the field away"));
}
