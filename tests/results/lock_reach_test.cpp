// lock_reach: mounts whose locks other machines do not see.
#include "results/lock_reach.hpp"

#include "scratch_folder.hpp"

#include "catch2_shim.hpp"

using namespace mixup;

TEST_CASE("locks that stay on one machine are named by their mount and its option") {
  test::ScratchFolder const folder;
  auto const list =
      folder.write("mountinfo",
                   "21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
                   "30 21 0:40 / /a rw,relatime - nfs4 server:/a rw,vers=4.2,hard,local_lock=none,addr=10.0.0.1\n"
                   "31 21 0:41 / /b rw,relatime - nfs server:/b rw,vers=3,nolock,local_lock=all\n"
                   "32 21 0:42 / /c\\040d rw - nfs4 server:/c rw,vers=4.1,local_lock=flock\n"
                   "33 21 0:43 / /e rw - lustre mds:/e rw,localflock\n"
                   "34 21 0:44 / /f rw - lustre mds:/f rw,flock\n"
                   "35 31 8:2 / /b/disk rw - ext4 /dev/sdb1 rw\n");
  auto const why = [&](char const* path) { return lock_stays_here(path, list); };
  REQUIRE(why("/results").empty());
  REQUIRE(why("/a/results").empty());
  REQUIRE(why("/b/results") == "/b is mounted with local_lock=all");
  REQUIRE(why("/bc/results").empty());
  REQUIRE(why("/b/disk/results").empty());
  REQUIRE(why("/c d/results") == "/c d is mounted with local_lock=flock");
  REQUIRE(why("/e") == "/e is mounted with localflock");
  REQUIRE(why("/f/results").empty());
  REQUIRE(lock_stays_here(folder.path()).empty());  // the system's own list
}
