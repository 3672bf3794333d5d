#include "apps/suggestion.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

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
  auto const close = nearest(typed, known);
  auto const help = path_of(at) + " --help";
  if (close.empty()) return fmt::format("{}: there is no such {} ({} lists what there is)", typed, kind, help);
  return fmt::format("{}: there is no such {}; did you mean {}? ({} lists what there is)", typed, kind,
                     fmt::join(close, " or "), help);
}

}  // namespace

size_t edits(std::string const& from, std::string const& to) {
  std::vector<std::vector<size_t>> cost(from.size() + 1, std::vector<size_t>(to.size() + 1));
  for (size_t i = 0; i <= from.size(); ++i)
    for (size_t k = 0; k <= to.size(); ++k) {
      if (i == 0 || k == 0) {
        cost[i][k] = i + k;
        continue;
      }
      size_t const changed = from[i - 1] != to[k - 1];
      cost[i][k] = std::min({cost[i - 1][k] + 1, cost[i][k - 1] + 1, cost[i - 1][k - 1] + changed});
      if (i > 1 && k > 1 && from[i - 1] == to[k - 2] && from[i - 2] == to[k - 1])
        cost[i][k] = std::min(cost[i][k], cost[i - 2][k - 2] + 1);
    }
  return cost[from.size()][to.size()];
}

Words nearest(std::string const& typed, Words const& known) {
  auto const letters = typed.size() - std::min(typed.size(), typed.find_first_not_of('-'));
  size_t least = std::max<size_t>(1, letters / 3);
  Words out;
  for (auto const& word : known) {
    auto const distance = edits(typed, word);
    if (distance > least) continue;
    if (distance < least) out.clear();
    least = distance;
    out.push_back(word);
  }
  return out;
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
