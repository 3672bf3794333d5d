// cores_test: quotas of control groups of both versions, from files laid out as a kernel does.
#include "core/cores.hpp"

#include <cstdlib>

#include "scratch_folder.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

TEST_CASE("without groups, or without a quota in them, there is none") {
  ScratchFolder root;
  CHECK(!cpu_quota(root.path()));
  root.write("proc/self/cgroup", "0::/\nnonsense\n");
  root.write("sys/fs/cgroup/cpu.max", "max 100000\n");
  CHECK(!cpu_quota(root.path()));
}

TEST_CASE("version 2: the mount of a container, or the lowest of a group and those above it") {
  ScratchFolder root;
  root.write("proc/self/cgroup", "0::/\n");
  root.write("sys/fs/cgroup/cpu.max", "150000 100000\n");
  CHECK(cpu_quota(root.path()) == 1.5);
  root.write("proc/self/cgroup", "0::/user.slice/job.scope\n");
  root.write("sys/fs/cgroup/user.slice/job.scope/cpu.max", "max 100000\n");
  root.write("sys/fs/cgroup/user.slice/cpu.max", "50000 100000\n");
  CHECK(cpu_quota(root.path()) == 0.5);
}

TEST_CASE("version 1: the group of the cpu controller, under both of its names, with -1 for no quota") {
  ScratchFolder root;
  root.write("proc/self/cgroup", "5:cpuset:/x\n4:cpu,cpuacct:/docker/abc\n1:name=systemd:/\n");
  root.write("sys/fs/cgroup/cpu,cpuacct/docker/abc/cpu.cfs_quota_us", "-1\n");
  root.write("sys/fs/cgroup/cpu,cpuacct/docker/abc/cpu.cfs_period_us", "100000\n");
  CHECK(!cpu_quota(root.path()));
  root.write("sys/fs/cgroup/cpu,cpuacct/docker/abc/cpu.cfs_quota_us", "250000\n");
  CHECK(cpu_quota(root.path()) == 2.5);
  root.write("proc/self/cgroup", "3:cpu:/docker/abc\n");  // a container: the host's path is not mounted
  root.write("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "300000\n");
  root.write("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
  CHECK(cpu_quota(root.path()) == 3.0);
}

TEST_CASE("OMP_NUM_THREADS is a number at the start of a list") {
  CHECK(asked_threads("4") == 4);
  CHECK(asked_threads("2,1") == 2);
  CHECK(asked_threads(" 3 ") == 3);
  for (auto const* word : {"", "0", "-1", "many", "4x", "99999999999"}) CHECK(!asked_threads(word));
  CHECK(!asked_threads(nullptr));
}

TEST_CASE("there is always a core, and never more than were asked for") {
  CHECK(usable_cores() >= 1);
  setenv("OMP_NUM_THREADS", "1", 1);
  CHECK(usable_cores() == 1);
  unsetenv("OMP_NUM_THREADS");
}
