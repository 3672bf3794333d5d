#include "report/front_page.hpp"

#include <map>

#include "core/error.hpp"
#include "report/markdown.hpp"
#include "report/verdicts.hpp"

namespace mixup {
namespace {

constexpr std::string_view kBegin = "<!-- verdicts -->\n", kEnd = "<!-- end of verdicts -->\n";

std::string first_claims(Survey const& survey) {
  std::string out = "| experiment | its first claim | paper | here | seeds | verdict |\n|---|---|---:|---:|---:|---|\n";
  for (auto const& chapter : survey.chapters) {
    auto const all = verdicts(chapter);
    if (all.empty()) continue;
    auto const& judgement = *all.front();
    auto const& finding = judgement.findings[judgement.deciding];
    auto const seeds = finding.ours.n > 0 ? std::to_string(finding.ours.n) : "–";
    auto const* const scale = judgement.verdict == Verdict::inconclusive ? judgement.scale->name.c_str() : "";
    out += fmt::format("| [{0}](experiments/{0}) | {1} | {2} | {3} | {4} | {5}{6}{7} |\n", chapter.table->experiment,
                       escaped(judgement.claim->says), paper_text(finding), effect_text(finding), seeds,
                       verdict_text(judgement), *scale ? ", scale " : "", scale);
  }
  return out;
}

/// "54 claims: 37 inconclusive, 16 not run, 1 reproduced at small scale".
std::string counts(Survey const& survey) {
  std::map<std::string, int> of;
  int all = 0;
  for (auto const& chapter : survey.chapters)
    for (auto const* judgement : verdicts(chapter)) ++of[decision_text(*judgement)], ++all;
  std::vector<std::string> out;
  for (auto const& [text, count] : of) out.push_back(fmt::format("{} {}", count, text));
  return fmt::format("{} claims: {}", all, fmt::join(out, ", "));
}

}  // namespace

std::string with_verdicts(std::string const& page, Survey const& survey, std::string const& where) {
  auto const begin = page.find(kBegin), end = page.find(kEnd);
  if (begin == std::string::npos || end == std::string::npos || end < begin)
    throw error(Exit::data, "{}: has no lines {} and {} with the verdicts between them", where,
                kBegin.substr(0, kBegin.size() - 1), kEnd.substr(0, kEnd.size() - 1));
  return page.substr(0, begin + kBegin.size()) + first_claims(survey) + "\n" + counts(survey) + ".\n" +
         page.substr(end);
}

}  // namespace mixup
