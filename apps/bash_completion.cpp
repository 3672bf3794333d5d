// bash_completion: one function that looks up the verbs typed so far, as `complete -F` wants it.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "apps/completion.hpp"
#include "apps/nouns.hpp"

namespace mixup {
namespace {

std::string verb_key(VerbForm const& verb) { return fmt::format("{}", fmt::join(verb.path, " ")); }

std::string names_of(std::vector<VerbForm> const& verbs) {
  std::vector<std::string> out;
  for (auto const& verb : verbs) out.push_back(verb.path.back());
  return fmt::format("{}", fmt::join(out, " "));
}

std::string flags_of(VerbForm const& verb) {
  std::vector<std::string> out;
  for (auto const& flag : verb.flags) out.insert(out.end(), flag.names.begin(), flag.names.end());
  return fmt::format("{}", fmt::join(out, " "));
}

/// The statement that offers a value.
std::string offer(FlagForm const& flag) {
  if (flag.value == kFolder) return "folders=1";
  if (flag.value == kFile || flag.value == kRecord) return "files=1";
  auto const words = flag.choices.empty() ? "" : fmt::format("words='{}'", fmt::join(flag.choices, " "));
  return flag.value == kData ? words + " folders=1" : words.empty() ? ":" : words;
}

/// "'cifar --out' | 'cifar --tensorboard') folders=1 ;;" for each flag of each verb that takes a value.
std::string value_cases(VerbForm const& program) {
  std::string out;
  for (auto const* verb : all_verbs(program))
    for (auto const& flag : verb->flags) {
      if (flag.value.empty()) continue;
      std::vector<std::string> keys;
      for (auto const& name : flag.names) keys.push_back(fmt::format("'{} {}'", verb_key(*verb), name));
      out += fmt::format("        {}) {} ;;\n", fmt::join(keys, " | "), offer(flag));
    }
  return out;
}

std::string verb_cases(VerbForm const& program) {
  std::string out;
  for (auto const* verb : all_verbs(program)) {
    auto next = verb->positionals.empty() ? ":" : offer(verb->positionals.front());
    if (!verb->verbs.empty()) next = fmt::format("words='{}'", names_of(verb->verbs));
    out += fmt::format("        '{}') flags='{}'; {} ;;\n", verb_key(*verb), flags_of(*verb), next);
  }
  return out;
}

std::string verbs_with_verbs(VerbForm const& program) {
  std::vector<std::string> out;
  for (auto const& verb : program.verbs)
    if (!verb.verbs.empty()) out.push_back(verb.path.back());
  return fmt::format("{}", fmt::join(out, "|"));
}

constexpr char kBash[] = R"(# bash completion of mixup-bench, written by: mixup-bench completion bash
_mixup_bench() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD - 1]}}
    local verb='' words='' flags='' files='' folders=''
    if [ "$COMP_CWORD" -gt 1 ]; then
        verb=${{COMP_WORDS[1]}}
        case $verb in {0}) [ "$COMP_CWORD" -gt 2 ] && verb="$verb ${{COMP_WORDS[2]}}" ;; esac
    fi
    COMPREPLY=()
    case "$verb $previous" in
{1}        *)
        case "$verb" in
{2}        esac
        case $word in -*) words=$flags files='' folders='' ;; esac
        ;;
    esac
    mapfile -t COMPREPLY < <(
        [ -z "$words" ] || compgen -W "$words" -- "$word"
        [ -z "$folders" ] || compgen -d -- "$word"
        [ -z "$files" ] || compgen -f -- "$word"
    )
    [ -z "$folders$files" ] || compopt -o filenames 2>/dev/null
}}
complete -F _mixup_bench mixup-bench
)";

}  // namespace

std::string bash_completion(VerbForm const& program) {
  return fmt::format(kBash, verbs_with_verbs(program), value_cases(program), verb_cases(program));
}

}  // namespace mixup
