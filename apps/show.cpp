// show, diff: a record as a person reads it, and why two of them differ.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "apps/nouns.hpp"
#include "apps/progress_line.hpp"
#include "apps/streams.hpp"
#include "apps/verbs.hpp"
#include "core/error.hpp"
#include "core/folder.hpp"
#include "core/nearest.hpp"
#include "core/run_name.hpp"
#include "results/record.hpp"

namespace mixup {

namespace {

/// As a person types them.
Names records_below(std::string const& folder) {
  Names out, lost;
  constexpr size_t kEnding = 5;  // of .json
  if (std::filesystem::is_directory(folder))
    for (auto const& name : files_below(folder, &lost))
      if (is_record_path(name)) out.push_back(name.substr(0, name.size() - kEnding));
  return out;
}

}  // namespace

Record find_record(std::string const& name, std::string const& from) {
  for (auto const& path : {name, name + ".json", from + "/" + name, from + "/" + name + ".json"})
    if (std::filesystem::is_regular_file(path)) return parse_record(read_json(path), path);
  throw error(Exit::usage,
              "{}: there is no such record; allowed a file, or <experiment>/<scale>/<row>-s<seed> below {}{}", name,
              from, did_you_mean(name, records_below(from)));
}

namespace {

/// A value on one line; lists of numbers by their length and ends.
std::string short_form(Json const& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_array() && value.size() > 6)
    return fmt::format("[{}, {}, ... {}] ({})", value[0].dump(), value[1].dump(), value.back().dump(), value.size());
  auto const text = value.dump();
  constexpr size_t kLine = 100;
  return text.size() <= kLine ? text : text.substr(0, kLine) + " ...";
}

/// Every leaf of `value` with its pointer.
void show_leaves(Json const& value, std::string const& name) {
  if (value.is_object() && !value.empty())
    for (auto const& [key, child] : value.items()) show_leaves(child, name.empty() ? key : name + "." + key);
  else
    print_result("  {:<36} {}\n", name, short_form(value));
}

/// Fields in which a run is not the neutral default.
Json chosen(Run const& run) {
  Json const all = to_json(run), neutral = to_json(Run{});
  Json out = Json::object();
  for (auto const& pointer : differing(all, neutral))
    if (Json::json_pointer const at(pointer); all.contains(at)) set_at(out, pointer, all[at]);
  return out;
}

void show(Record const& record) {
  auto const& outcome = record.outcome;
  print_result("{}: {}{}\n", run_name(record.run), name_of(outcome.status),
               outcome.reason.empty() ? "" : ", " + outcome.reason);
  print_result("{}, {} to {}, {}\n", record.command, record.started, record.ended, clock_time(record.wall_seconds));
  std::pair<char const*, Json> const sections[] = {{"run, where it is not the default", chosen(record.run)},
                                                   {"metrics", outcome.metrics},
                                                   {"curve", outcome.curve},
                                                   {"data", outcome.data},
                                                   {"environment", outcome.environment},
                                                   {"parameters", outcome.parameters}};
  for (auto const& [title, value] : sections) {
    if (value.empty()) continue;
    print_result("\n{}\n", title);
    show_leaves(value, "");
  }
}

/// Causes of different figures first, consequences last.
void show_difference(Record const& a, Record const& b) {
  std::tuple<char const*, Json, Json> const sections[] = {{"run", to_json(a.run), to_json(b.run)},
                                                          {"data", a.outcome.data, b.outcome.data},
                                                          {"environment", a.outcome.environment, b.outcome.environment},
                                                          {"parameters", a.outcome.parameters, b.outcome.parameters},
                                                          {"metrics", a.outcome.metrics, b.outcome.metrics}};
  bool any = false;
  for (auto const& [title, first, second] : sections) {
    auto const pointers = differing(first, second);
    if (pointers.empty()) continue;
    any = true;
    print_result("{}\n", title);
    for (auto const& pointer : pointers) {
      Json::json_pointer const at(pointer);
      auto const side = [&at](Json const& json) { return json.contains(at) ? short_form(json[at]) : "-"; };
      print_result("  {:<36} {:<30} {}\n", pointer, side(first), side(second));
    }
  }
  if (!any) print_result("no difference but in times\n");
}

}  // namespace

void add_show(CLI::App& app) {
  struct Flags {
    std::string a, b, from = "results";
  };
  auto const what = "a record: its file, or <experiment>/<scale>/<row>-s<seed>";
  auto const flags = std::make_shared<Flags>();
  auto* const shown = app.add_subcommand("show", "What a record says")->group("Results");
  shown->add_option("record", flags->a, what)->type_name(kRecord)->required();
  shown->add_option("--from", flags->from, "folder of the records")->type_name(kFolder)->capture_default_str();
  shown->callback([flags] { show(find_record(flags->a, flags->from)); });
  auto* const diff = app.add_subcommand("diff", "Why two records differ: run, data, environment")->group("Results");
  diff->add_option("a", flags->a, what)->type_name(kRecord)->required();
  diff->add_option("b", flags->b, what)->type_name(kRecord)->required();
  diff->add_option("--from", flags->from, "folder of the records")->type_name(kFolder)->capture_default_str();
  diff->callback([flags] { show_difference(find_record(flags->a, flags->from), find_record(flags->b, flags->from)); });
}

}  // namespace mixup
