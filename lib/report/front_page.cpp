// front_page: the lines between the two marks of a page.
#include "report/front_page.hpp"

#include "core/error.hpp"
#include "report/markdown.hpp"
#include "report/verdict_text.hpp"

namespace mixup {
namespace {

constexpr std::string_view kBegin = "<!-- verdicts -->\n", kEnd = "<!-- end of verdicts -->\n";

std::string first_claims(Survey const& survey) {
  std::string out = "| experiment | its first claim | paper | here | seeds | verdict |\n|---|---|---:|---:|---:|---|\n";
  for (auto const& chapter : survey.chapters) {
    auto const all = shown_verdicts(chapter);
    if (all.empty()) continue;
    auto const line = verdict_line(chapter, *all.front());
    bool const open = all.front()->decision == Decision::inconclusive;
    out += fmt::format("| [{0}](experiments/{0}) | {1} | {2} | {3} | {4} | {5}{6} |\n", line.experiment,
                       escaped(line.claim), line.paper, line.ours, line.seeds, line.verdict,
                       open ? ", scale " + line.scale : "");
  }
  return out;
}

}  // namespace

std::string with_verdicts(std::string const& page, Survey const& survey, std::string const& where) {
  auto const begin = page.find(kBegin), end = page.find(kEnd);
  if (begin == std::string::npos || end == std::string::npos || end < begin)
    throw error(Exit::data, "{}: has no lines {} and {} with the verdicts between them", where,
                kBegin.substr(0, kBegin.size() - 1), kEnd.substr(0, kEnd.size() - 1));
  return page.substr(0, begin + kBegin.size()) + first_claims(survey) + "\n" + counts_text(survey) + ".\n" +
         page.substr(end);
}

}  // namespace mixup
