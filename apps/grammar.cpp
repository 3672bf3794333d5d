#include "apps/grammar.hpp"

#include "apps/nouns.hpp"

namespace mixup {
namespace {

FlagForm flag_form(CLI::Option const& option) {
  FlagForm out;
  for (auto const& name : option.get_lnames()) out.names.push_back("--" + name);
  for (auto const& name : option.get_snames()) out.names.push_back("-" + name);
  if (!option.nonpositional()) out.names = {option.get_single_name()};
  out.about = option.get_description();
  out.group = option.get_group();
  auto const type = option.get_type_name();  // "INT:INT in [1 - 1000]"
  if (option.get_items_expected_max() > 0) out.value = type.substr(0, type.find(':'));
  out.choices = choices_of(out.value);
  out.by_default = option.get_default_str();
  out.required = option.get_required();
  out.many = option.get_items_expected_max() > 1;
  return out;
}

VerbForm verb_form(CLI::App const& app, std::vector<std::string> const& path) {
  VerbForm out{path, app.get_description(), app.get_footer(), app.get_group(), {}, {}, {}};
  for (auto const* option : app.get_options([](CLI::Option const* one) { return !one->get_group().empty(); }))
    (option->nonpositional() ? out.flags : out.positionals).push_back(flag_form(*option));
  for (auto const* verb : app.get_subcommands([](CLI::App const*) { return true; })) {
    auto below = path;
    below.push_back(verb->get_name());
    out.verbs.push_back(verb_form(*verb, below));
  }
  return out;
}

void add_all(VerbForm const& verb, std::vector<VerbForm const*>& out) {
  out.push_back(&verb);
  for (auto const& below : verb.verbs) add_all(below, out);
}

}  // namespace

VerbForm grammar(CLI::App const& app) { return verb_form(app, {}); }

std::vector<VerbForm const*> all_verbs(VerbForm const& top) {
  std::vector<VerbForm const*> out;
  add_all(top, out);
  return out;
}

}  // namespace mixup
