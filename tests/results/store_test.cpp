// store_test: the state of a run is what lies on the disk.
#include "results/store.hpp"

#include <fstream>

#include "error_of.hpp"
#include "scratch_folder.hpp"
#include "small_record.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

TEST_CASE("a record lies under experiment, scale, row and seed") {
  CHECK(Store("results").path(small_record("c10-erm+alpha=0.5", 3).run) ==
        "results/cifar/demo/c10-erm+alpha=0.5-s3.json");
}

TEST_CASE("a run is missing, then done; diverged counts as done, failed does not") {
  ScratchFolder folder;
  Store const store(folder.path());
  Record record = small_record();
  CHECK(store.state(record.run) == State::missing);
  store.write(record);
  CHECK(store.state(record.run) == State::done);
  record.outcome.status = Status::diverged;
  record.outcome.reason = "loss is nan";
  store.write(record);
  CHECK(store.state(record.run) == State::done);
  record.outcome.status = Status::failed;
  store.write(record);
  CHECK(store.state(record.run) == State::failed);
}

TEST_CASE("a record of another run under the same name is stale and says in which fields") {
  ScratchFolder folder;
  Store const store(folder.path());
  store.write(small_record());
  Run run = small_record().run;
  run.method.alpha = 1;
  run.budget.epochs = 3;
  std::vector<std::string> differs;
  CHECK(store.state(run, &differs) == State::stale);
  CHECK(differs == std::vector<std::string>{"/budget/epochs", "/method/alpha"});
}

TEST_CASE("all records are loaded in the order of their paths, other files are left alone") {
  ScratchFolder folder;
  Store const store(folder.path());
  for (auto const* row : {"b", "a"}) store.write(small_record(row));
  std::ofstream(folder / "README.md") << "generated";
  auto const records = store.load_all();
  REQUIRE(records.size() == 2);
  CHECK(records[0].run.row == "a");
  CHECK(to_json(records[1]) == to_json(small_record("b")));
  CHECK(Store(folder / "nothing").load_all().empty());
}

TEST_CASE("a record that cannot be read is an error that names it") {
  ScratchFolder folder;
  Store const store(folder.path());
  store.write(small_record());
  folder.write("cifar/demo/broken-s1.json", "{\"schema\": 1");
  auto const e = error_of([&] { store.load_all(); });
  CHECK(e.code == Exit::data);
  CHECK(contains(e.what(), (folder / "cifar/demo/broken-s1.json") + ": not JSON"));
}

TEST_CASE("what is no record of the folder is left out by name, and the others are loaded") {
  ScratchFolder folder;
  Store const store(folder.path());
  store.write(small_record());
  folder.write("package.json", "{");
  folder.write("cifar/demo/notes.json", "{\"schema\": 1}");
  folder.write("cifar/demo/._c10-erm-s1.json", "of a Mac");
  std::filesystem::copy(store.path(small_record().run), folder / "cifar/demo/copy-s1.json");
  std::filesystem::create_symlink(folder / "gone", folder / "cifar/demo/lost-s1.json");
  Names left_out;
  CHECK(store.load_all(&left_out).size() == 1);
  CHECK(left_out ==
        Names{"cifar/demo/notes.json: no record lies there: allowed is <experiment>/<scale>/<row>-s<seed>.json",
              "package.json: no record lies there: allowed is <experiment>/<scale>/<row>-s<seed>.json",
              "cifar/demo/lost-s1.json: a link that leads nowhere",
              "cifar/demo/copy-s1.json: is the record of another name, expected cifar/demo/c10-erm-s1.json"});
}

TEST_CASE("records behind a link are the same to the runner and to the report") {
  ScratchFolder folder;
  Store(folder / "elsewhere").write(small_record());
  std::filesystem::create_directory(folder / "results");
  std::filesystem::create_directory_symlink(folder / "elsewhere/cifar", folder / "results/cifar");
  Store const store(folder / "results");
  CHECK(store.state(small_record().run) == State::done);
  CHECK(store.load_all().size() == 1);
}

TEST_CASE("a folder that is a link holds the same records for a run and for a report; a link in a circle ends") {
  ScratchFolder folder, elsewhere;
  namespace fs = std::filesystem;
  Store const store(folder.path());
  fs::create_directories(fs::path(elsewhere / "kept"));
  fs::create_directory_symlink(elsewhere / "kept", folder / "cifar");
  store.write(small_record());
  CHECK(fs::exists(fs::path(elsewhere / "kept/demo")));
  CHECK(store.state(small_record().run) == State::done);
  CHECK(store.load_all().size() == 1);
  fs::create_directory_symlink("..", folder / "cifar/demo/circle");
  fs::create_directory_symlink(elsewhere / "nothing", folder / "broken");
  CHECK(store.load_all().size() == 1);
}

TEST_CASE("a folder that has a second name by a link is read once, under its own") {
  ScratchFolder folder;
  Store const store(folder.path());
  store.write(small_record());
  std::filesystem::create_directory_symlink("cifar", folder / "a-second-name");
  CHECK(store.load_all().size() == 1);
}
