// front_page: the status line and the table of verdicts in README.md.
#include "report/front_page.hpp"

#include <map>
#include <set>

#include "core/error.hpp"
#include "report/markdown.hpp"
#include "report/verdict_text.hpp"

namespace mixup {
namespace {

/// One line per experiment: its verb, its place, and the claim that stands first in its table.
std::string first_claims(Chapters const& chapters, Heading heading) {
  bool const paper = heading == Heading::paper;
  auto out =
      fmt::format("| verb | {} | its first claim | {} | here | seeds | verdict |\n|---|---|---|---{}|---:|---:|---|\n",
                  paper ? "section" : "question", beside_title(heading), paper ? ":" : "");
  for (auto const* chapter : chapters) {
    auto const all = shown_verdicts(*chapter);
    if (all.empty()) continue;
    auto const line = verdict_line(*chapter, *all.front());
    bool const open = all.front()->decision == Decision::inconclusive || all.front()->decision == Decision::pending;
    out += fmt::format("| [`{0}`](experiments/{0}) | {1} | {2} | {3} | {4} | {5} | {6}{7} |\n", line.experiment,
                       escaped(chapter->table->source), escaped(line.claim), escaped(beside(line, heading)), line.ours,
                       line.seeds, line.verdict, open ? ", scale " + line.scale : "");
  }
  return out;
}

/// "AMD EPYC (cpu)": the machines of all records that a table of today has, each once.
std::set<std::string> machines(Survey const& survey) {
  std::set<std::string> out;
  for (auto const& chapter : survey.chapters)
    for (auto const& scale : chapter.scales)
      for (auto const& sheet : scale.results.sheets)
        for (auto const& line : sheet.lines)
          for (auto const* record : line.done) {
            auto const& machine = record->outcome.environment;
            out.insert(fmt::format("{} ({})", machine.value("cpu", "?"), machine.value("device", "?")));
          }
  return out;
}

/// "3 of 54 claims are decided: 3 reproduced at small scale. Open: 35 inconclusive, 16 not run."
std::string decided_and_open(Chapters const& chapters) {
  std::map<std::string, size_t> decided, open;
  size_t claims = 0, decisions = 0;
  for (auto const* chapter : chapters)
    for (auto const* verdict : shown_verdicts(*chapter)) {
      bool const is = is_decided(verdict->decision);
      ++(is ? decided : open)[decision_text(*verdict)];
      ++claims;
      decisions += is;
    }
  auto const listed = [](std::map<std::string, size_t> const& counts) {
    std::vector<std::string> out;
    for (auto const& [text, count] : counts) out.push_back(fmt::format("{} {}", count, text));
    return out.empty() ? "none" : fmt::format("{}", fmt::join(out, ", "));
  };
  return fmt::format("{} of {} claims are decided: {}. Open: {}.", decisions, claims, listed(decided), listed(open));
}

std::string status(Survey const& survey) {
  auto const hardware = machines(survey);
  return fmt::format("**Status:** {} Machines of the records: {}.\n",
                     decided_and_open(chapters_under(survey, Heading::paper)),
                     hardware.empty() ? "none" : fmt::format("{}", fmt::join(hardware, ", ")));
}

std::string beyond(Survey const& survey) {
  auto const chapters = chapters_under(survey, Heading::beyond);
  return decided_and_open(chapters) + "\n\n" + first_claims(chapters, Heading::beyond);
}

/// `page` with the lines between <!-- NAME --> and <!-- end of NAME --> replaced.
std::string with_block(std::string const& page, std::string const& name, std::string const& text,
                       std::string const& where) {
  auto const first = fmt::format("<!-- {} -->\n", name), last = fmt::format("<!-- end of {} -->\n", name);
  auto const begin = page.find(first), end = page.find(last);
  if (begin == std::string::npos || end == std::string::npos || end < begin)
    throw error(Exit::data, "{}: has no lines <!-- {} --> and <!-- end of {} --> in this order", where, name, name);
  return page.substr(0, begin + first.size()) + text + page.substr(end);
}

}  // namespace

std::string with_verdicts(std::string const& page, Survey const& survey, std::string const& where) {
  auto out = with_block(page, "status", status(survey), where);
  auto const of_paper = first_claims(chapters_under(survey, Heading::paper), Heading::paper);
  out = with_block(out, "verdicts", of_paper, where);
  return with_block(out, "beyond", beyond(survey), where);
}

}  // namespace mixup
