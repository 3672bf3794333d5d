#include "apps/suggestion.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "core/nearest.hpp"

namespace mixup {
namespace {

using Words = std::vector<std::string>;

Words verbs_of(CLI::App const& app) {
  Words out;
  for (auto const* verb : app.get_subcommands([](CLI::App const*) { return true; })) out.push_back(verb->get_name());
  return out;
}

Words flags_of(CLI::App const& verb) {
  Words out;
  for (auto const* option : verb.get_options()) {
    for (auto const& name : option->get_lnames()) out.push_back("--" + name);
    for (auto const& name : option->get_snames()) out.push_back("-" + name);
  }
  return out;
}

bool has(Words const& words, std::string const& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// A long flag with its dashes; numbers such as -1, and short flags, which may stand together, are not looked at.
bool is_long_flag(std::string const& word) { return word.rfind("--", 0) == 0 && word.size() > 2; }

std::string path_of(CLI::App const& app) {
  auto const* const parent = app.get_parent();
  return parent ? path_of(*parent) + " " + app.get_name() : app.get_name();
}

std::string sentence(CLI::App const& at, std::string const& typed, char const* kind, Words const& known) {
  return fmt::format("{}: there is no such {}{} ({} --help lists what there is)", typed, kind,
                     did_you_mean(typed, known), path_of(at));
}

}  // namespace

std::string verb_of(CLI::App const& app, Words const& words) {
  CLI::App const* at = &app;
  for (auto const& word : words)
    if (has(verbs_of(*at), word)) at = at->get_subcommand(word);
  return path_of(*at);
}

std::string suggestion(CLI::App const& app, Words const& words) {
  CLI::App const* at = &app;
  for (auto const& word : words) {
    auto const verbs = verbs_of(*at);
    auto const flag = word.substr(0, word.find('='));
    if (is_long_flag(flag)) {
      auto const flags = flags_of(*at);
      if (!has(flags, flag)) return sentence(*at, flag, "flag", flags);
    } else if (!verbs.empty() && word[0] != '-') {
      if (!has(verbs, word)) return sentence(*at, word, "verb", verbs);
      at = at->get_subcommand(word);
    }
  }
  return "";
}

}  // namespace mixup
