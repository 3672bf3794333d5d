// run_lock: one holder at a time, also across processes, and none left behind.
#include "results/run_lock.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "results/writer.hpp"
#include "scratch_folder.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

TEST_CASE("a run has one holder, who is named to the others, and is free again afterwards") {
  ScratchFolder folder;
  auto const path = folder / "checkpoints/cifar/small/row-s1.lock";
  {
    RunLock const mine(path);
    REQUIRE(mine.held());
    RunLock const other(path);  // flock is of the open file, so the same process may ask
    REQUIRE_FALSE(other.held());
    REQUIRE_THAT(other.holder(), Catch::Matchers::StartsWith("process " + std::to_string(::getpid()) + " on "));
  }
  REQUIRE_FALSE(std::filesystem::exists(path));
  REQUIRE(RunLock(path).held());
}

TEST_CASE("the lock of a process that was killed is free") {
  ScratchFolder folder;
  auto const path = folder / "row-s1.lock";
  pid_t const child = ::fork();
  if (child == 0) {
    RunLock const lock(path);
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(WIFSIGNALED(status));
  REQUIRE(std::filesystem::exists(path));
  REQUIRE(RunLock(path).held());
}

TEST_CASE("temporary files of processes that are gone are swept, those of living ones are not") {
  ScratchFolder folder;
  write_whole(folder / "a/record.json", "{}");
  char host[256] = "";
  ::gethostname(host, sizeof host - 1);
  pid_t const gone = ::fork();
  if (gone == 0) _exit(0);
  ::waitpid(gone, nullptr, 0);
  std::string name = host;
  for (char& c : name)
    if (c == '.') c = '-';
  auto const touch = [&](std::string const& owner) {
    auto const path = folder / ("a/record.json.tmp." + owner);
    std::ofstream(path) << "half";
    return path;
  };
  auto const dead = touch(name + "." + std::to_string(gone)), alive = touch(name + "." + std::to_string(::getpid()));
  auto const elsewhere = touch("another-host." + std::to_string(gone)), odd = touch(name + ".12x");
  REQUIRE(sweep(folder / "") == 1);
  REQUIRE_FALSE(std::filesystem::exists(dead));
  for (auto const& path : {alive, elsewhere, odd}) REQUIRE(std::filesystem::exists(path));
  REQUIRE(sweep(folder / "nothing here") == 0);
}
