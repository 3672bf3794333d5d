// grammar: verbs and flags of the command line as plain data, from which completions and the manual page are written.
#pragma once
#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace mixup {

struct FlagForm {
  std::vector<std::string> names;  // "--quiet", "-q"; of a positional its title alone: "record"
  std::string about, group;
  std::string value;                 // noun of what follows: "FOLDER", "SCALE"; empty: nothing
  std::vector<std::string> choices;  // what a shell offers for the noun (nouns.hpp); empty: anything
  std::string by_default;            // empty: none that is shown
  bool required = false, many = false;
};

struct VerbForm {
  std::vector<std::string> path;  // {"data", "fetch"}; empty: the program
  std::string about, footer, group;
  std::vector<FlagForm> flags, positionals;
  std::vector<VerbForm> verbs;
};

VerbForm grammar(CLI::App const& app);

/// This verb and all below it, each before those below.
std::vector<VerbForm const*> all_verbs(VerbForm const& top);

}  // namespace mixup
