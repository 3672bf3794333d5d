// zsh_completion: one function for each verb, which calls _arguments.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "apps/completion.hpp"
#include "apps/nouns.hpp"

namespace mixup {
namespace {

/// Within single quotes; brackets and colons have a meaning for _arguments and _describe.
std::string zsh_text(std::string const& text) {
  std::string out;
  for (char const c : text)
    out += c == '\'' ? std::string("'\\''") : (c == '[' || c == ']' || c == ':' ? "\\" : "") + std::string(1, c);
  return out;
}

std::string function_name(VerbForm const& verb) {
  return verb.path.empty() ? "_mixup-bench" : fmt::format("_mixup-bench_{}", fmt::join(verb.path, "_"));
}

/// "scale:(demo small paper)", "folder:_files -/": a message and an action.
std::string value_spec(FlagForm const& flag) {
  auto message = flag.value;
  std::transform(message.begin(), message.end(), message.begin(), [](unsigned char c) { return std::tolower(c); });
  if (flag.value == kFolder) return message + ":_files -/";
  if (flag.value == kFile || flag.value == kRecord) return message + ":_files";
  if (flag.value == kData)
    return fmt::format("{}:{{_alternative \"set\\:set\\:({})\" \"folder\\:folder\\:_files -/\"}}", message,
                       fmt::join(flag.choices, " "));
  return flag.choices.empty() ? message + ":" : fmt::format("{}:({})", message, fmt::join(flag.choices, " "));
}

/// '(-q --quiet)'{-q,--quiet}'[no progress]'; a flag that takes several values may come again.
std::string flag_spec(FlagForm const& flag) {
  auto const value = flag.value.empty() ? "" : ":" + value_spec(flag);
  auto const text = fmt::format("[{}]{}", zsh_text(flag.about), value);
  if (flag.many) return fmt::format("'*{}{}'", flag.names.front(), text);
  if (flag.names.size() == 1) return fmt::format("'{}{}'", flag.names.front(), text);
  return fmt::format("'({})'{{{}}}'{}'", fmt::join(flag.names, " "), fmt::join(flag.names, ","), text);
}

std::string verb_function(VerbForm const& verb) {
  auto out = fmt::format("{}() {{\n", function_name(verb));
  if (!verb.verbs.empty()) {
    out += "  local -a verbs=(\n";
    for (auto const& below : verb.verbs) out += fmt::format("    '{}:{}'\n", below.path.back(), zsh_text(below.about));
    out += "  )\n  local curcontext=$curcontext state line\n";
  }
  out += verb.verbs.empty() ? "  _arguments -s" : "  _arguments -s -C";
  for (auto const& flag : verb.flags) out += " \\\n    " + flag_spec(flag);
  for (auto const& positional : verb.positionals)
    out += fmt::format(" \\\n    '{}:{}'", positional.many ? "*" : "", value_spec(positional));
  if (!verb.verbs.empty()) {
    out += " \\\n    '1:verb:->verb' '*::argument:->argument'\n";
    out += "  case $state in\n    verb) _describe verb verbs ;;\n";
    out += fmt::format("    argument) (( $+functions[{0}_$line[1]] )) && {0}_$line[1] ;;\n  esac", function_name(verb));
  }
  return out + "\n}\n";
}

}  // namespace

std::string zsh_completion(VerbForm const& program) {
  std::string out = "#compdef mixup-bench\n# zsh completion of mixup-bench, written by: mixup-bench completion zsh\n";
  for (auto const* verb : all_verbs(program)) out += verb_function(*verb);
  return out +
         "if [ \"$funcstack[1]\" = _mixup-bench ]; then\n  _mixup-bench \"$@\"\nelse\n  compdef _mixup-bench "
         "mixup-bench\nfi\n";
}

}  // namespace mixup
