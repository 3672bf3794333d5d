#include "apps/manual.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace mixup {
namespace {

/// Text as roff prints it: no line of it is a request, and a dash is the one that is typed.
std::string roff(std::string const& text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    bool const starts_line = i == 0 || text[i - 1] == '\n';
    if (starts_line && (text[i] == '.' || text[i] == '\'')) out += "\\&";
    if (text[i] == '-')
      out += "\\-";
    else if (text[i] == '\\')
      out += "\\e";
    else
      out += text[i];
  }
  return out;
}

std::string bold(std::string const& text) { return "\\fB" + roff(text) + "\\fR"; }
std::string italic(std::string const& text) { return "\\fI" + roff(text) + "\\fR"; }
std::string section(std::string const& title) { return ".SH " + title + "\n"; }
std::string part(std::string const& title) { return ".SS " + roff(title) + "\n"; }
std::string item(std::string const& head, std::string const& text) { return ".TP\n" + head + "\n" + text + "\n"; }
std::string typed(VerbForm const& verb) { return fmt::format("mixup-bench {}", fmt::join(verb.path, " ")); }

/// Lines as they are, such as a table of scales.
std::string as_it_is(std::string const& text) { return text.empty() ? "" : ".PP\n.nf\n" + roff(text) + "\n.fi\n"; }

std::string flag_item(FlagForm const& flag) {
  std::vector<std::string> names;
  for (auto const& name : flag.names) names.push_back(bold(name));
  auto head = fmt::format("{}", fmt::join(names, ", "));
  if (!flag.value.empty()) head += " " + italic(flag.value) + (flag.many ? " ..." : "");
  auto text = roff(flag.about);
  if (!flag.choices.empty()) text += roff(fmt::format("; known: {}", fmt::join(flag.choices, ", ")));
  if (!flag.by_default.empty()) text += roff(fmt::format(" [{}]", flag.by_default));
  return item(head, text);
}

std::string flag_items(std::vector<FlagForm> const& flags) {
  std::string out;
  for (auto const& flag : flags)
    if (flag.names.front() != "--help") out += flag_item(flag);
  return out;
}

std::string synopsis(VerbForm const& verb) {
  auto out = bold(typed(verb));
  for (auto const& positional : verb.positionals) {
    auto const name = italic(positional.names.front()) + (positional.many ? " ..." : "");
    out += " " + (positional.required ? name : "[" + name + "]");
  }
  return out + " [" + italic("flags") + "]";
}

bool is_experiment(VerbForm const& verb) { return verb.group == "Experiments"; }

/// Experiments share their flags, which are listed once.
std::string experiments(VerbForm const& program) {
  auto out = section("EXPERIMENTS");
  VerbForm const* any = nullptr;
  for (auto const& verb : program.verbs) {
    if (!is_experiment(verb)) continue;
    any = &verb;
    out += item(bold(typed(verb)) + " [" + italic("flags") + "]", roff(verb.about));
    out += as_it_is(verb.footer);
  }
  return any ? out + part("Flags of the experiments") + flag_items(any->flags) : "";
}

std::string other_verbs(VerbForm const& program) {
  auto out = section("OTHER VERBS");
  for (auto const* verb : all_verbs(program)) {
    if (verb->path.empty() || is_experiment(*verb) || !verb->verbs.empty()) continue;
    out += part(typed(*verb)) + synopsis(*verb) + "\n.PP\n" + roff(verb->about) + ".\n";
    out += flag_items(verb->positionals) + flag_items(verb->flags) + as_it_is(verb->footer);
  }
  return out;
}

constexpr std::pair<char const*, char const*> kExits[] = {
    {"0", "done"},
    {"1", "a run failed, diverged or is stale"},
    {"2", "a verb, flag or value that is not allowed"},
    {"65", "a file is not what it must be"},
    {"69", "something needed is not there: a data set, a server, a net that was to be kept, gnuplot"},
    {"70", "a bug"},
    {"74", "a file cannot be read or written, standard output is not taken, or memory is short"},
    {"75, 130, 143", "stopped by SIGUSR1, SIGINT, SIGTERM; the same command goes on"},
    {"141", "whoever read standard output has gone"},
};

constexpr std::pair<char const*, char const*> kVariables[] = {
    {"MIXUP_BENCH_DATA", "folder of all data sets, as --data-dir"},
    {"XDG_CACHE_HOME, HOME", "without it: mixup-bench below the first, .cache/mixup-bench below the second"},
    {"OMP_NUM_THREADS", "no more threads than this where --threads is 0"},
    {"RANK, WORLD_SIZE, MASTER_ADDR, MASTER_PORT",
     "set by torchrun: one of several processes that make a run together"},
    {"OMPI_COMM_WORLD_RANK, SLURM_PROCID", "the same, with their other variables, set by mpirun and srun"},
    {"OMP_WAIT_POLICY", "passive unless it is set: threads that wait sleep; active is faster on an idle machine"},
};

std::string list(char const* title, std::pair<char const*, char const*> const* from, size_t count) {
  auto out = section(title);
  for (size_t i = 0; i < count; ++i) out += item(bold(from[i].first), roff(from[i].second));
  return out;
}

}  // namespace

std::string manual_page(VerbForm const& program, std::string const& version) {
  auto out = fmt::format(".TH MIXUP\\-BENCH 1 \"\" \"mixup\\-bench {}\" \"User Commands\"\n", roff(version));
  out += section("NAME") + "mixup\\-bench \\- reproduces the experiments of the paper on mixup\n";
  out += section("SYNOPSIS") + bold("mixup-bench") + " " + italic("verb") + " [" + italic("flags") + "]\n";
  out +=
      section("DESCRIPTION") + roff(program.about) + "\n.PP\n" +
      roff(
          "Each run writes one JSON record below the folder of records; a run whose record is there is not made again. "
          "report puts the records beside the paper's figures and judges its claims.\n");
  out += experiments(program) + other_verbs(program);
  out += list("EXIT STATUS", kExits, std::size(kExits)) + list("ENVIRONMENT", kVariables, std::size(kVariables));
  return out + section("EXAMPLES") +
         as_it_is(
             "mixup-bench list\nmixup-bench cifar --alpha 1 --dry-run\nmixup-bench "
             "toy\nmixup-bench report --format html --output page.html");
}

}  // namespace mixup
