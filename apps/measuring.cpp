#include "apps/measuring.hpp"

#include <filesystem>

#include "apps/child.hpp"
#include "core/error.hpp"
#include "core/temporary_folder.hpp"

namespace mixup {
namespace {

std::string this_program() { return std::filesystem::read_symlink("/proc/self/exe").string(); }

/// Exit::unavailable stays what it is: a case whose data is not here is left out.
Ended run_ours(std::vector<std::string> const& words) {
  auto const ended = run_child(words);
  if (ended.code == 0) return ended;
  auto const code = ended.code == static_cast<int>(Exit::unavailable) ? Exit::unavailable : Exit::failed;
  throw error(code, "{}: ended with code {}: {}", words[1], ended.code, last_line(ended.err));
}

void add_round(bench::Side& side, Json answer) {
  side.count.push_back(answer["count"].get<double>());
  side.seconds.push_back(answer["seconds"].get<double>());
  side.cpu_seconds.push_back(answer["cpu_seconds"].get<double>());
  for (auto const* key : {"count", "seconds", "cpu_seconds"}) answer.erase(key);
  side.facts = answer;  // of the last round
}

}  // namespace

Measure measured(Bench const& bench, Json const& wish, int threads) {
  auto const& options = bench.flags.options;
  std::vector<std::string> words = {
      this_program(), "bench",        "--case",      wish.dump(),       "--threads", std::to_string(threads),
      "--device",     options.device, "--precision", options.precision, "--kernels", options.kernels};
  if (options.return_memory) words.emplace_back("--return-memory");
  return [words](Json const&) { return parse_json(last_line(run_ours(words).out), "bench --case"); };
}

Measure per(Measure const& measure, int64_t many) {
  return [measure, many](Json const& first) {
    auto answer = measure(first);
    answer["count"] = answer["count"].get<double>() / static_cast<double>(many);
    return answer;
  };
}

Json timed_command(Bench const& bench, std::vector<std::string> words) {
  TemporaryFolder const records;
  auto const& options = bench.flags.options;
  words.insert(words.begin(), this_program());
  words.insert(words.end(), {"--out", records.path(), "--quiet", "--device", options.device});
  if (!options.place.root.empty()) words.insert(words.end(), {"--data-dir", options.place.root});
  auto const ended = run_ours(words);
  return {{"count", 1}, {"seconds", ended.seconds}, {"cpu_seconds", ended.cpu_seconds}};
}

Measure difference(Bench const& bench, std::vector<std::string> const& less, std::vector<std::string> const& more,
                   double count) {
  return [&bench, less, more, count](Json const&) -> Json {
    auto const a = timed_command(bench, less), b = timed_command(bench, more);
    auto const beyond = [&](char const* key) {
      double const seconds = b[key].get<double>() - a[key].get<double>();
      if (seconds > 0) return seconds;
      throw error(Exit::failed, "{}: the longer of two commands took {} {} less: nothing can be measured here", more[0],
                  -seconds, key);
    };
    return {{"count", count}, {"seconds", beyond("seconds")}, {"cpu_seconds", beyond("cpu_seconds")}};
  };
}

std::vector<SidePlan> peers(Bench const& bench, std::string const& script,
                            std::function<Json(Json const&)> const& wish) {
  std::vector<SidePlan> out;
  for (auto const& python : bench.pythons)
    out.push_back({python.name(), [&bench, &python, script, wish](Json const& first) {
                     return ask_peer(python, bench.folder, script, wish(first));
                   }});
  return out;
}

bench::Case run_rounds(CasePlan const& plan, int64_t rounds) {
  auto out = plan.blank;
  for (auto const& side : plan.sides) {
    out.sides.emplace_back();
    out.sides.back().name = side.name;
  }
  for (int64_t round = 0; round < rounds; ++round) {
    Json first;
    for (size_t i = 0; i < plan.sides.size(); ++i) {
      auto const answer = plan.sides[i].measure(first);
      if (i == 0) first = answer;
      add_round(out.sides[i], answer);
    }
  }
  return out;
}

}  // namespace mixup
