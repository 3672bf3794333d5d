// plan_test: each sentence of the rule in core/plan.hpp.
#include "core/plan.hpp"

#include "error_of.hpp"
#include "small_table.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

namespace {

using Names = std::vector<std::string>;

Selection select(Json const& changes, bool all = false) {
  Selection selection;
  selection.scale = "paper";  // one seed
  selection.all = all;
  selection.changes = changes;
  return selection;
}

Names names(Selection const& selection, Table const& table = small_table()) {
  Names out;
  for (auto const& run : plan(table, selection)) out.push_back(run.row);
  return out;
}

}  // namespace

TEST_CASE("without flags the rows of the defaults are run, with all every row, in the order of the table") {
  CHECK(names(select(Json::object())) == Names{"c10-erm", "c10-mixup"});
  CHECK(names(select(Json::object(), true)) == Names{"c10-erm", "c10-mixup", "c100-erm", "c100-mixup"});
}

TEST_CASE("a changed axis keeps the rows that have its value") {
  CHECK(names(select({{"/method/alpha", 1}})) == Names{"c10-mixup"});
  CHECK(names(select({{"/method/alpha", 1}}, true)) == Names{"c10-mixup", "c100-mixup"});
}

TEST_CASE("rows are named, or given by a pattern, whatever the defaults are; each is run once") {
  auto by_name = select(Json::object());
  by_name.rows = {"c100-mixup", "*-erm", "c10-erm"};
  CHECK(names(by_name) == Names{"c10-erm", "c100-erm", "c100-mixup"});
  by_name.changes = {{"/method/alpha", 1}};
  CHECK(names(by_name) == Names{"c100-mixup"});
  by_name.rows = {"*00-m*"};
  CHECK(names(by_name) == Names{"c100-mixup"});
  by_name.rows = {"c100-mixpu"};
  CHECK(contains(error_of([&] { plan(small_table(), by_name); }).what(), "; did you mean c100-mixup?"));
  by_name.rows = {"c1000-*"};
  auto const unknown = error_of([&] { plan(small_table(), by_name); });
  CHECK(contains(unknown.what(), "--row: got \"c1000-*\", allowed a row"));
  CHECK(unknown.code == Exit::usage);
}

TEST_CASE("numbers compare as numbers") {
  CHECK(names(select({{"/method/alpha", 1.0}})) == Names{"c10-mixup"});
  CHECK(names(select({{"/method/alpha", 0}})) == Names{"c10-erm"});
}

TEST_CASE("a default holds only for an axis without a flag") {
  CHECK(names(select({{"/data/name", "cifar100"}})) == Names{"c100-erm", "c100-mixup"});
  CHECK(names(select({{"/data/name", "cifar100"}, {"/method/alpha", 1}})) == Names{"c100-mixup"});
}

TEST_CASE("a value that no remaining row has makes one new point from the first of them") {
  auto const runs = plan(small_table(), select({{"/method/alpha", 0.5}}, true));
  REQUIRE(runs.size() == 1);
  CHECK(runs[0].row == "c10-erm+alpha=0.5");
  CHECK(runs[0].method.alpha == 0.5);
  CHECK(runs[0].data.name == "cifar10");
}

TEST_CASE("the other flags narrow before a new point is made, in whatever order they come") {
  CHECK(names(select({{"/method/alpha", 0.5}, {"/data/name", "cifar100"}})) == Names{"c100-erm+alpha=0.5"});
  CHECK(names(select({{"/data/name", "cifar100"}, {"/method/alpha", 0.5}})) == Names{"c100-erm+alpha=0.5"});
}

TEST_CASE("several new values make one point, its name joins them and is a file name") {
  CHECK(names(select({{"/method/alpha", 0.5}, {"/model/name", "my net/2"}})) ==
        Names{"c10-erm+alpha=0.5+model.name=my-net-2"});
  CHECK(names(select({{"/method/alpha", 2.0}})) == Names{"c10-erm+alpha=2"});
}

TEST_CASE("a change that is no axis patches every selected row and its name") {
  auto const runs = plan(small_table(), select({{"/budget/epochs", 3}}));
  REQUIRE(runs.size() == 2);
  CHECK(runs[0].row == "c10-erm+epochs=3");
  CHECK(runs[1].row == "c10-mixup+epochs=3");
  CHECK(runs[1].budget.epochs == 3);
  CHECK(runs[1].method.alpha == 1);
  CHECK(names(select({{"/optimizer/drops", {1, 2}}, {"/method/alpha", 1}})) == Names{"c10-mixup+drops=-1-2-"});
}

TEST_CASE("what every selected row has already is no change") {
  CHECK(names(select({{"/budget/epochs", 200}})) == Names{"c10-erm", "c10-mixup"});
  CHECK(names(select({{"/data/name", "cifar10"}, {"/budget/batch", 128}})) == Names{"c10-erm", "c10-mixup"});
  CHECK(names(select({{"/model/name", "preact18"}, {"/method/alpha", 1}})) == Names{"c10-mixup"});
}

TEST_CASE("an axis that narrows and a patch together name only the patch") {
  CHECK(names(select({{"/method/alpha", 1}, {"/budget/epochs", 3}})) == Names{"c10-mixup+epochs=3"});
}

TEST_CASE("seeds are the inner loop, by default those of the scale") {
  auto selection = select(Json::object());
  selection.scale = "demo";
  auto const cells = [&] {
    Names out;
    for (auto const& run : plan(small_table(), selection)) out.push_back(fmt::format("{} {}", run.row, run.seed));
    return out;
  };
  CHECK(cells() == Names{"c10-erm 1", "c10-erm 2", "c10-mixup 1", "c10-mixup 2"});
  selection.seeds = {7};
  CHECK(cells() == Names{"c10-erm 7", "c10-mixup 7"});
}

TEST_CASE("seeds that are counted start at the scale's first") {
  Json json = small_table_json();
  json["scales"]["demo"]["first_seed"] = 4;
  auto selection = select({{"/method/alpha", 1}});
  selection.scale = "demo", selection.count = 3;
  std::vector<int64_t> seeds;
  for (auto const& run : plan(parse_table(json, "table.json"), selection)) seeds.push_back(run.seed);
  CHECK(seeds == std::vector<int64_t>{4, 5, 6});
}

TEST_CASE("the defaults of a scale take the place of the table's, axis by axis; a flag lifts them") {
  Json json = small_table_json();
  json["scales"]["paper"]["defaults"] = Json{{"/data/name", {"cifar100"}}, {"/method/alpha", {1}}};
  Table const table = parse_table(json, "table.json");
  CHECK(names(select(Json::object()), table) == Names{"c100-mixup"});
  CHECK(names(select({{"/method/alpha", 0}}), table) == Names{"c100-erm"});
  CHECK(names(select(Json::object(), true), table).size() == 4);
  auto of_demo = select(Json::object());
  of_demo.scale = "demo", of_demo.seeds = {1};
  CHECK(names(of_demo, table) == Names{"c10-erm", "c10-mixup"});
  json["scales"]["demo"]["defaults"] = Json{{"/model/width", {1}}};
  CHECK(contains(error_of([&] { parse_table(json, "table.json"); }).what(),
                 "/scales/demo/defaults: /model/width: got \"/model/width\""));
}

TEST_CASE("when nothing remains the error names flags and defaults") {
  Json json = small_table_json();
  json["defaults"]["/data/name"] = {"imagenet"};
  auto const table = parse_table(json, "table.json");
  auto const e = error_of([&] { plan(table, select({{"/method/alpha", 1}})); });
  CHECK(e.code == Exit::usage);
  CHECK(std::string(e.what()) ==
        "cifar: no row at paper scale has alpha=1, /data/name in [\"imagenet\"] by default; --all lifts the defaults");
}

TEST_CASE("a flag that is no field or not allowed fails before anything runs") {
  CHECK(contains(error_of([] {
                   plan(small_table(), select({{"/method/alfa", 1}}));
                 }).what(),
                 "cifar: /method/alfa is no field of a run"));
  CHECK(contains(error_of([] { plan(small_table(), select({{"alpha", 1}})); }).what(), "alpha is no field"));
  CHECK(contains(error_of([] {
                   plan(small_table(), select({{"/method/alpha", -1}}));
                 }).what(),
                 "/method/alpha: got -1, allowed numbers 0"));
  CHECK(error_of([] { plan(small_table(), select({{"/method/alpha", "much"}})); }).code == Exit::usage);
  for (int seed : {1, 3})
    CHECK(contains(error_of([&] {
                     plan(small_table(), select({{"/seed", seed}}));
                   }).what(),
                   "/seed: is set by the table"));
}
