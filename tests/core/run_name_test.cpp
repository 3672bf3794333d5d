// run_name_test: what a run is called, and which runs are new points.
#include "core/run_name.hpp"

#include "core/plan.hpp"
#include "small_table.hpp"

#include "catch2_shim.hpp"

using namespace mixup;

TEST_CASE("a run is called by its experiment, scale, row and seed, and its record lies there") {
  Run run;
  run.experiment = "cifar";
  run.scale = "small";
  run.row = "c10-erm";
  run.seed = 3;
  CHECK(run_name(run) == "cifar/small/c10-erm-s3");
  CHECK(record_path(run) == "cifar/small/c10-erm-s3.json");
}

TEST_CASE("a new point is one that the plan makes of a row; rows of the table are none") {
  Table const table = parse_table(small_table_json(), "t");
  Selection selection;
  selection.changes["/method/alpha"] = 0.3;
  auto const points = plan(table, selection);
  REQUIRE(!points.empty());
  for (auto const& point : points) {
    CHECK(is_new_point(point));
    CHECK(table.row(base_row(point)));
  }
  Run const of_row = resolve(table, table.rows[0], "demo", 1);
  CHECK(!is_new_point(of_row));
  CHECK(base_row(of_row) == table.rows[0].name);
}

TEST_CASE("a record's path has three parts and a seed") {
  CHECK(is_record_path("cifar/small/preact18-erm+alpha=0.5-s12.json"));
  for (auto const* name : {"", ".json", "-s1.json", "a/b/c-s.json", "a/b/c-s1x.json", "a/b/c-s1.JSON", "a/b/c-s1",
                           "b/c-s1.json", "a/b/c/d-s1.json", "a/b/notes.json"})
    CHECK_FALSE(is_record_path(name));
}
