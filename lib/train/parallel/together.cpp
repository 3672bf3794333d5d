#include "train/parallel/together.hpp"

#include <sched.h>
#include <unistd.h>

#include <map>
#include <vector>

#include "core/error.hpp"
#include "core/json.hpp"
#include "train/parallel/c10d_group.hpp"
#include "train/torch_version.hpp"

namespace mixup::train {
namespace {

/// Never destroyed: threads of c10d may still wait for a rank that is gone.
Together& state() {
  static auto* const held = new Together;
  return *held;
}

std::string host_name() {
  char name[256] = "";
  ::gethostname(name, sizeof name - 1);
  return name;
}

/// The processors that this process may use, as text that is equal for equal sets.
std::string processors() {
  cpu_set_t set;
  CPU_ZERO(&set);
  std::string out;
  if (::sched_getaffinity(0, sizeof set, &set) != 0) return out;
  for (int i = 0; i < CPU_SETSIZE; ++i)
    if (CPU_ISSET(i, &set)) out += fmt::format("{} ", i);
  return out;
}

struct Facts {
  std::string host, processors, program;
};

std::vector<Facts> facts_of_all(Group& group, Options const& options) {
  Json const own = {host_name(), processors(), options.build + ", LibTorch " + libtorch_version()};
  std::vector<Facts> out;
  for (auto const& text : group.collect(own.dump())) {
    auto const json = Json::parse(text);
    out.push_back({json[0], json[1], json[2]});
  }
  return out;
}

void require_one_program(std::vector<Facts> const& all) {
  for (size_t i = 1; i < all.size(); ++i)
    if (all[i].program != all[0].program)
      throw error(Exit::usage, "rank {} on {} is \"{}\", rank 0 on {} is \"{}\": allowed is one program", i,
                  all[i].host, all[i].program, all[0].host, all[0].program);
}

std::string hosts_of(std::vector<Facts> const& all) {
  std::vector<std::string> names;
  std::map<std::string, int> count;
  for (auto const& facts : all)
    if (++count[facts.host] == 1) names.push_back(facts.host);
  for (auto& name : names) name = fmt::format("{} ({})", name, count[name]);
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

Together const& together() { return state(); }

void join(Options const& options) {
  auto& here = state();
  here.group = c10d_group(options.ranks);
  auto const all = facts_of_all(*here.group, options);
  require_one_program(all);
  auto const& own = all[static_cast<size_t>(here.group->rank())];
  here.crowd = here.local = 0;
  for (int i = 0; i < here.group->size(); ++i) {
    auto const& other = all[static_cast<size_t>(i)];
    if (other.host != own.host) continue;
    if (i < here.group->rank()) ++here.local;
    if (other.processors == own.processors) ++here.crowd;
  }
  here.hosts = hosts_of(all);
}

void part() {
  auto& here = state();
  if (here.group->size() > 1) here.group->lose();
}

void announce(Run const& run) {
  auto& group = *state().group;
  if (group.size() == 1) return;
  if (group.lost())
    throw error(Exit::again, "the ranks are no longer together since the run before; the same command goes on");
  group.spread(to_json(run).dump());
}

void dismiss() {
  auto& group = *state().group;
  if (!group.lost()) group.spread("");
}

void follow(std::function<void(Run const&)> const& make) {
  auto& group = *state().group;
  for (;;) {
    auto const text = group.spread("");
    if (text.empty()) return;
    make(from_json<Run>(Json::parse(text), "rank 0"));
  }
}

}  // namespace mixup::train
