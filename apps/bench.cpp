// bench: this program measured beside PyTorch, torchvision and itself, case by case in alternating rounds.
#include <fmt/chrono.h>

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <memory>

#include "apps/flags.hpp"
#include "apps/nouns.hpp"
#include "apps/signals.hpp"
#include "apps/streams.hpp"
#include "apps/topics.hpp"
#include "apps/training_part.hpp"
#include "apps/verbs.hpp"
#include "bench/text.hpp"
#include "core/cores.hpp"
#include "core/error.hpp"
#include "core/temporary_folder.hpp"
#include "results/writer.hpp"

namespace mixup {
extern char const* const kGitRevision;
extern bool const kGitDirty;
namespace {

struct BenchWish {
  BenchFlags flags;
  std::string one_case;  // hidden: measure it in this process
  std::string output, compare, from, page;
  bool json = false, quiet = false;
};

Json made_by() {
  double load[1] = {-1};
  ::getloadavg(load, 1);
  return {{"program", MIXUP_VERSION},
          {"revision", std::string(kGitRevision) + (kGitDirty ? " with changes" : "")},
          {"compiler", MIXUP_COMPILER},
          {"processors", usable_cores()},
          {"load", load[0]},
          {"began", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)))}};
}

void notice(BenchWish const& wish, std::string const& text) {
  if (!wish.quiet) print_notice("{}\n", text);
}

bench::Topic measure_topic(BenchWish const& wish, TopicPlan const& plan) {
  TemporaryFolder const folder;
  write_peers(folder.path());
  auto const& flags = wish.flags;
  auto const pythons = plan.packages.empty() ? Pythons{} : find_pythons(flags.pythons, plan.packages);
  for (auto const& line : pythons.missing) print_notice("bench {}: no peer: {}\n", plan.name, line);
  Bench const bench{flags, folder.path(), pythons.found};
  auto const cases = plan.cases(bench);
  notice(wish, fmt::format("bench {}: {} cases of {} rounds, about {:.0f} minutes on two quiet cores", plan.name,
                           cases.size(), flags.rounds, std::ceil(plan.minutes * double(flags.rounds) / 7)));
  bench::Topic out{plan.name, plan.about, made_by()};
  for (auto const& one : cases) try {
      notice(wish, fmt::format("bench {}: {} ...", plan.name, one.blank.name));
      out.cases.push_back(run_rounds(one, one.rounds > 0 ? std::min(one.rounds, flags.rounds) : flags.rounds));
    } catch (Error const& e) {
      if (e.code != Exit::unavailable) throw;
      print_notice("bench {}: {} is left out: {}\n", plan.name, one.blank.name, e.what());
    }
  return out;
}

std::vector<bench::Topic> measure_all(BenchWish const& wish) {
  std::vector<bench::Topic> out;
  StopSignals const signals;
  bool const there = !wish.output.empty() && std::filesystem::exists(wish.output);
  auto const kept = there ? bench::from_file(wish.output) : std::vector<bench::Topic>{};  // read before hours are spent
  for (auto const* plan : chosen_topics(wish.flags.topics)) {
    out.push_back(measure_topic(wish, *plan));
    if (!wish.json) write_result(bench::lines(out.back()) + "\n");
    flush_results();
    if (wish.output.empty()) continue;  // after each topic: an hour of figures is not lost with the last
    write_whole(wish.output, pretty(bench::to_file(bench::joined(kept, out))) + "\n");
  }
  return out;
}

std::vector<bench::Topic> read_all(BenchWish const& wish) {
  auto const out = bench::from_file(wish.from);
  if (!wish.json && wish.page.empty())
    for (auto const& topic : out) write_result(bench::lines(topic) + "\n");
  return out;
}

void run_bench(BenchWish& wish) {
  auto& flags = wish.flags;
  flags.options.threads = flags.threads.empty() ? 0 : flags.threads.front();
  if (!wish.one_case.empty()) {
    Json figures;
    training_part().measure(parse_json(wish.one_case, "--case"), flags.options, figures);
    return print_result("{}\n", figures.dump());
  }
  if (flags.options.place.root.empty()) flags.options.place.root = default_data_root();
  auto const then = wish.compare.empty() ? std::vector<bench::Topic>{} : bench::from_file(wish.compare);
  auto const now = wish.from.empty() ? measure_all(wish) : read_all(wish);
  if (wish.json) print_result("{}\n", pretty(bench::to_file(now)));
  if (!wish.page.empty()) write_whole(wish.page, bench::page(now));
  if (!wish.compare.empty()) write_result(bench::changes(then, now));
}

void add_machine(CLI::App& verb, BenchFlags& flags) {
  add_compute_flags(verb, flags.options);
  verb.add_option("--photographs", flags.photographs, "their folders of classes [train of imagenet]")
      ->type_name(kFolder)
      ->group(kMachineFlags);
  verb.add_option("--threads", flags.threads, "numbers of threads: 1,4 [1 and every core]")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::Range(1, 1024))
      ->group(kMachineFlags);
}

void add_peers(CLI::App& verb, BenchFlags& flags) {
  auto const group = "Peers";
  verb.add_option("--python", flags.pythons,
                  "a Python with PyTorch, several times for several [python3, /usr/bin/python3]")
      ->type_name(kFile)
      ->allow_extra_args(false)
      ->group(group);
  verb.add_flag("--compile", flags.compile, "step: also what torch.compile makes of the net")->group(group);
}

void add_files(CLI::App& verb, BenchWish& wish) {
  auto const group = "Files";
  auto* const output =
      verb.add_option("--output", wish.output, "the figures as JSON; topics of the file that are not measured now stay")
          ->type_name(kFile)
          ->group(group);
  verb.add_option("--compare", wish.compare, "say what changed since this file of --output")
      ->type_name(kFile)
      ->group(group);
  verb.add_option("--from", wish.from, "measure nothing: the figures of this file")
      ->type_name(kFile)
      ->excludes(output)
      ->excludes("topic")
      ->group(group);
  verb.add_option("--page", wish.page, "the figures as a page of Markdown")->type_name(kFile)->group(group);
  verb.add_flag("--json", wish.json, "print JSON instead of lines")->group(group);
}

}  // namespace

void add_bench(CLI::App& app) {
  auto* const verb = app.add_subcommand("bench", "How fast this is, measured beside PyTorch in turn")->group("Results");
  auto const wish = std::make_shared<BenchWish>();
  std::string footer = "Topics:\n";
  for (auto const& topic : all_topics())
    footer += fmt::format("  {:<10} {}; about {:.0f} min{}\n", topic.name, topic.about, topic.minutes,
                          topic.by_default ? "" : "; only when named");
  verb->add_option("topic", wish->flags.topics, "what to measure [all but growth]")->type_name("TOPIC");
  verb->add_option("--rounds", wish->flags.rounds, "how often each side is asked, in turn")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  verb->add_option("--width", wish->flags.widths, "step: times the channels of the paper's net: 1,0.25")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::Range(0.01, 16.0))
      ->check(is_no_nan)
      ->capture_default_str();
  verb->add_option("--steps", wish->flags.steps, "step: timed steps a round; 0: 5 at width 1, 40 at 1/8")
      ->check(CLI::Range(0, 100000))
      ->capture_default_str();
  verb->add_flag("-q,--quiet", wish->quiet, "no progress");
  verb->add_option("--case", wish->one_case)->group("");
  add_machine(*verb, wish->flags);
  add_peers(*verb, wish->flags);
  add_files(*verb, *wish);
  verb->footer(footer + "Minutes are those of seven rounds on two quiet cores.");
  verb->callback([wish] { run_bench(*wish); });
}

}  // namespace mixup
