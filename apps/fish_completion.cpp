// fish_completion: one `complete` command for each verb and flag, each under the verbs it follows.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "apps/completion.hpp"
#include "apps/nouns.hpp"

namespace mixup {
namespace {

std::string fish_word(std::string const& text) {
  std::string out = "'";
  for (char const c : text) out += c == '\'' || c == '\\' ? std::string("\\") + c : std::string(1, c);
  return out + "'";
}

/// What is offered for a value: -x is "this and nothing else", -r adds files.
std::string offered(FlagForm const& flag) {
  if (flag.value == kFolder) return " -x -a '(__fish_complete_directories)'";
  auto const words = fmt::format("{}", fmt::join(flag.choices, " "));
  if (flag.value == kFile || flag.value == kRecord) return " -r -F";
  if (flag.value == kData) return fmt::format(" -x -a {}", fish_word(words + " (__fish_complete_directories)"));
  return words.empty() ? " -x" : fmt::format(" -x -a {}", fish_word(words));
}

std::string condition(VerbForm const& verb, char const* function) {
  auto const path = fmt::format("{}", fmt::join(verb.path, " "));
  return fish_word(path.empty() ? function : fmt::format("{} {}", function, path));
}

std::string flag_line(VerbForm const& verb, FlagForm const& flag) {
  auto out = fmt::format("complete -c mixup-bench -n {}", condition(verb, "__mixup_bench_under"));
  for (auto const& name : flag.names)
    out += name.rfind("--", 0) == 0 ? " -l " + name.substr(2) : " -s " + name.substr(1);
  return out + (flag.value.empty() ? "" : offered(flag)) + " -d " + fish_word(flag.about) + "\n";
}

std::string verb_lines(VerbForm const& verb) {
  std::string out;
  for (auto const& below : verb.verbs)
    out += fmt::format("complete -c mixup-bench -f -n {} -a {} -d {}\n", condition(verb, "__mixup_bench_at"),
                       below.path.back(), fish_word(below.about));
  for (auto const& flag : verb.flags) out += flag_line(verb, flag);
  for (auto const& positional : verb.positionals)
    out += fmt::format("complete -c mixup-bench -n {}{}\n", condition(verb, "__mixup_bench_under"),
                       positional.value.empty() ? " -f" : offered(positional));
  return out;
}

constexpr char kFish[] = R"(# fish completion of mixup-bench, written by: mixup-bench completion fish
# Verbs stand first: the words after the program are compared with them.
function __mixup_bench_under
    set -l words (commandline -opc)
    test (count $words) -gt (count $argv); or return 1
    test (count $argv) -eq 0; and begin
        test (count $words) -eq 1
        return
    end
    set -l last (math 1 + (count $argv))
    test "$words[2..$last]" = "$argv"
end
function __mixup_bench_at
    set -l words (commandline -opc)
    test (count $words) -eq (math 1 + (count $argv)); and __mixup_bench_under $argv
end
complete -c mixup-bench -f
)";

}  // namespace

std::string fish_completion(VerbForm const& program) {
  std::string out = kFish;
  for (auto const* verb : all_verbs(program)) out += verb_lines(*verb);
  return out;
}

}  // namespace mixup
