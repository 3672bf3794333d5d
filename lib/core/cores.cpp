#include "core/cores.hpp"

#include <sched.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace mixup {
namespace {

namespace fs = std::filesystem;

void take_lower(std::optional<double>& least, std::optional<double> quota) {
  if (quota && (!least || *quota < *least)) least = quota;
}

/// Version 2: "max 100000" or "150000 100000", microseconds per period.
std::optional<double> quota_2(fs::path const& group) {
  std::ifstream file(group / "cpu.max");
  double allowed = 0, period = 0;
  if (!(file >> allowed >> period) || allowed <= 0 || period <= 0) return {};
  return allowed / period;
}

/// Version 1: one number per file; -1 is no quota.
std::optional<double> quota_1(fs::path const& group) {
  std::ifstream allowed_file(group / "cpu.cfs_quota_us"), period_file(group / "cpu.cfs_period_us");
  double allowed = 0, period = 0;
  if (!(allowed_file >> allowed) || !(period_file >> period) || allowed <= 0 || period <= 0) return {};
  return allowed / period;
}

/// The lowest of a group and those above it, up to where the tree is mounted. Within a container the path of the group
/// may be the host's: then only the mount is there.
std::optional<double> lowest(fs::path const& mount, fs::path group, std::optional<double> (*quota)(fs::path const&)) {
  std::optional<double> least;
  for (group = group.relative_path(); !group.empty(); group = group.parent_path())
    take_lower(least, quota(mount / group));
  take_lower(least, quota(mount));
  return least;
}

bool names_cpu(std::string const& controllers) { return ("," + controllers + ",").find(",cpu,") != std::string::npos; }

}  // namespace

std::optional<double> cpu_quota(std::string const& root) {
  std::optional<double> least;
  std::ifstream groups(root + "/proc/self/cgroup");  // "0::/user.slice", "4:cpu,cpuacct:/docker/abc"
  for (std::string line; std::getline(groups, line);) {
    auto const first = line.find(':'), second = line.find(':', first + 1);
    if (second == std::string::npos) continue;
    auto const controllers = line.substr(first + 1, second - first - 1), group = line.substr(second + 1);
    fs::path const mount = root + "/sys/fs/cgroup";
    if (controllers.empty()) {
      take_lower(least, lowest(mount, group, quota_2));
      take_lower(least, lowest(mount / "unified", group, quota_2));  // systemd's mixed layout
    } else if (names_cpu(controllers)) {
      take_lower(least, lowest(mount / controllers, group, quota_1));
      take_lower(least, lowest(mount / "cpu", group, quota_1));
    }
  }
  return least;
}

std::optional<int> asked_threads(char const* variable) {
  if (!variable) return {};
  while (*variable == ' ') ++variable;
  int count = 0;
  auto const end = std::from_chars(variable, variable + std::strlen(variable), count);
  bool const ends = *end.ptr == '\0' || *end.ptr == ',' || *end.ptr == ' ';
  return end.ec == std::errc() && ends && count > 0 ? std::optional<int>(count) : std::nullopt;
}

int usable_cores() {
  cpu_set_t set;
  int cores = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
  if (auto const quota = cpu_quota()) cores = std::min(cores, static_cast<int>(std::ceil(*quota)));
  if (auto const asked = asked_threads(std::getenv("OMP_NUM_THREADS"))) cores = std::min(cores, *asked);
  return std::max(1, cores);
}

}  // namespace mixup
