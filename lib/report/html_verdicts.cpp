// html_verdicts: the first table of the page.
#include <algorithm>

#include "core/contrast.hpp"
#include "report/claimed.hpp"
#include "report/figure.hpp"
#include "report/html_parts.hpp"
#include "report/verdicts.hpp"

namespace mixup {
namespace {

constexpr char const* kNothing = "–";

ScaleSurvey const& survey_of(Chapter const& chapter, Judgement const& judgement) {
  auto const same = [&](ScaleSurvey const& s) { return s.scale == judgement.scale; };
  return *std::find_if(chapter.scales.begin(), chapter.scales.end(), same);
}

/// Of all rows that the claim compares.
Records records_behind(Chapter const& chapter, Judgement const& judgement) {
  auto const lines = real_lines(survey_of(chapter, judgement).results.sheets);
  Records out;
  for (auto const& contrast : contrasts(*chapter.table, *judgement.claim, judgement.claim->id))
    for (auto const& term : contrast.terms)
      if (auto const line = lines.find(term.row); line != lines.end())
        for (auto const* record : line->second->done)
          if (std::find(out.begin(), out.end(), record) == out.end()) out.push_back(record);
  return out;
}

std::string finding_row(Finding const& finding, bool decides) {
  bool const run = finding.ours.n > 0;
  return fmt::format("<tr{}><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                     decides ? " class=\"decides\"" : "", html_escaped(finding.name), html_escaped(paper_text(finding)),
                     html_escaped(effect_text(finding)), run ? std::to_string(finding.ours.n) : kNothing,
                     !run             ? kNothing
                     : finding.agrees ? "yes"
                                      : "no");
}

std::string verdict_box(HtmlPage const& page, Chapter const& chapter, Judgement const& judgement) {
  std::string rows;
  for (size_t i = 0; i < judgement.findings.size(); ++i)
    rows += finding_row(judgement.findings[i], judgement.findings.size() > 1 && i == judgement.deciding);
  auto const needed = judgement.needed < judgement.findings.size()
                          ? fmt::format(" {} of these comparisons must hold.", judgement.needed)
                          : "";
  return fmt::format(
      "<p>{}. Verdict: {}; {} scale, {}.{}</p>\n<div "
      "class=\"scroll\"><table><thead><tr><th>comparison</th><th>paper</th>"
      "<th>ours</th><th>seeds</th><th>agrees</th></tr></thead>\n<tbody>{}</tbody></table></div>\n{}",
      html_escaped(judgement.claim->source), html_escaped(verdict_text(judgement)), html_escaped(judgement.scale->name),
      html_escaped(judgement.data), needed, rows, commands_html(page, records_behind(chapter, judgement)));
}

std::string wins(Judgement const& judgement) {
  if (!judgement.improvement) return kNothing;
  auto const& [probability, interval] = *judgement.improvement;
  return fmt::format("{} ({} to {})", fixed(probability, 2), fixed(interval.low, 2), fixed(interval.high, 2));
}

std::string verdict_row(HtmlPage& page, Chapter const& chapter, Judgement const& judgement, std::string& boxes) {
  bool const run = judgement.verdict != Verdict::not_run;
  auto const& finding = judgement.findings[judgement.deciding];
  auto const ours =
      run ? opener(page, effect_text(finding), judgement.claim->says, verdict_box(page, chapter, judgement), boxes)
          : kNothing;
  std::string const word = names(Verdict{})[static_cast<size_t>(judgement.verdict)];
  auto const text = verdict_text(judgement);
  auto const reason =
      text.size() > word.size() ? "<small>" + html_escaped(text.substr(word.size() + 1)) + "</small>" : "";
  return fmt::format(
      "<tr><th scope=\"row\">{}</th><td class=\"verdict {}\"><b>{}</b>{}</td><td>{}</td><td>{}</td><td>{}</td>"
      "<td>{}</td><td>{}</td><td>{}</td><td class=\"words\">{}</td></tr>\n",
      html_escaped(judgement.claim->says), verdict_class(judgement.verdict), word, reason,
      html_escaped(paper_text(finding)), ours, run ? std::to_string(finding.ours.n) : kNothing,
      run ? fmt::format("{} of {}", judgement.agreeing, judgement.findings.size()) : kNothing,
      judgement.tested ? html_escaped(p_value(judgement.p_holm)) : kNothing, html_escaped(wins(judgement)),
      run ? html_escaped(judgement.scale->name + ": " + judgement.data) : kNothing);
}

}  // namespace

std::string verdict_class(Verdict verdict) {
  switch (verdict) {
    case Verdict::reproduced:
      return "good";
    case Verdict::contradicted:
      return "bad";
    case Verdict::inconclusive:
      return "open";
    case Verdict::not_run:
      break;
  }
  return "absent";
}

std::string verdict_marks(Chapter const& chapter) {
  std::string out;
  for (auto const* judgement : verdicts(chapter))
    out += fmt::format("<i class=\"{}\" title=\"{}\"></i>", verdict_class(judgement->verdict),
                       html_escaped(judgement->claim->says + ": " + verdict_text(*judgement)));
  return out.empty() ? out : "<span class=\"marks\" aria-hidden=\"true\">" + out + "</span>";
}

std::string verdicts_html(HtmlPage& page, Survey const& survey) {
  std::string body, boxes;
  for (auto const& chapter : survey.chapters) {
    auto const& table = *chapter.table;
    if (table.claims.empty()) continue;
    body += fmt::format(
        "<tbody><tr class=\"group\"><th colspan=\"9\" scope=\"rowgroup\"><span><a "
        "href=\"#{}\">{}</a></span></th></tr>\n",
        html_escaped(table.experiment), html_escaped(table.title.empty() ? table.experiment : table.title));
    for (auto const* judgement : verdicts(chapter)) body += verdict_row(page, chapter, *judgement, boxes);
    body += "</tbody>\n";
  }
  if (body.empty()) return "";
  return "<div class=\"scroll\" tabindex=\"0\"><table class=\"verdicts\"><thead><tr><th>claim</th><th>verdict</th>"
         "<th>paper</th><th>ours</th><th>seeds</th><th>hold</th><th>p</th><th>wins</th><th>scale and data</th></tr>"
         "</thead>\n" +
         body + "</table></div>\n" + boxes;
}

}  // namespace mixup
