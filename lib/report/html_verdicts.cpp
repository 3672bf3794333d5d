// html_verdicts: the first table of the page.
#include "report/html_parts.hpp"
#include "report/number.hpp"
#include "report/verdict_text.hpp"

namespace mixup {
namespace {

std::string effect_row(Effect const& effect, bool decides) {
  bool const run = effect.ours.n > 0;
  auto const seeds = fmt::format("{} of {}", effect.ours.n, effect.trial.n);
  return fmt::format("<tr{}><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                     decides ? " class=\"decides\"" : "", html_escaped(effect.name), html_escaped(paper_text(effect)),
                     html_escaped(effect_text(effect)), run ? seeds : kNothing,
                     run ? effect.agrees ? "yes" : "no" : kNothing);
}

std::string verdict_box(HtmlPage const& page, Verdict const& verdict) {
  std::string rows;
  for (size_t i = 0; i < verdict.effects.size(); ++i)
    rows += effect_row(verdict.effects[i], verdict.effects.size() > 1 && i == verdict.deciding);
  auto const needed =
      verdict.needed < verdict.effects.size() ? fmt::format(" {} of these comparisons must hold.", verdict.needed) : "";
  return fmt::format(
      "<p>{}. Verdict: {}; {} scale, {}.{}</p>\n<div "
      "class=\"scroll\"><table><thead><tr><th>comparison</th><th>paper</th>"
      "<th>ours</th><th>seeds</th><th>agrees</th></tr></thead>\n<tbody>{}</tbody></table></div>\n{}",
      html_escaped(verdict.claim->source), html_escaped(verdict_text(verdict)), html_escaped(verdict.scale->name),
      html_escaped(verdict.data), needed, rows, commands_html(page, verdict.records));
}

std::string verdict_row(HtmlPage& page, Chapter const& chapter, Verdict const& verdict, std::string& boxes) {
  auto const heading = chapter.table->heading;
  bool const run = verdict.decision != Decision::not_run;
  auto const line = verdict_line(chapter, verdict);
  auto const ours = run ? opener(page, line.ours, line.claim, verdict_box(page, verdict), boxes) : line.ours;
  std::string const word = name_of(verdict.decision);
  auto const reason = line.verdict.size() > word.size()
                          ? "<small>" + html_escaped(line.verdict.substr(word.size() + 1)) + "</small>"
                          : "";
  return fmt::format(
      "<tr><th scope=\"row\">{}</th><td class=\"verdict {}\"><b>{}</b>{}</td><td{}>{}</td><td>{}</td><td>{}</td>"
      "<td>{}</td><td>{}</td><td>{}</td><td class=\"words\">{}</td></tr>\n",
      html_escaped(line.claim), decision_class(verdict.decision), word, reason,
      heading == Heading::paper ? "" : " class=\"words\"", html_escaped(beside(line, heading)), ours, line.seeds,
      line.hold, html_escaped(line.p), html_escaped(line.wins),
      run ? html_escaped(line.scale + ": " + line.data) : kNothing);
}

}  // namespace

std::string decision_class(Decision decision) {
  constexpr char const* kClasses[] = {"good", "bad", "bad", "open", "open", "absent"};
  static_assert(std::size(kClasses) == names(Decision{}).size());
  return kClasses[static_cast<size_t>(decision)];
}

std::string verdict_marks(Chapter const& chapter) {
  std::string out;
  for (auto const* verdict : shown_verdicts(chapter))
    out += fmt::format("<i class=\"{}\" title=\"{}\"></i>", decision_class(verdict->decision),
                       html_escaped(verdict->claim->says + ": " + verdict_text(*verdict)));
  return out.empty() ? out : "<span class=\"marks\" aria-hidden=\"true\">" + out + "</span>";
}

std::string verdicts_html(HtmlPage& page, Survey const& survey, Heading heading) {
  std::string body, boxes;
  for (auto const* chapter : chapters_under(survey, heading)) {
    auto const& table = *chapter->table;
    if (table.claims.empty()) continue;
    body += fmt::format(
        "<tbody><tr class=\"group\"><th colspan=\"9\" scope=\"rowgroup\"><span><a "
        "href=\"#{}\">{}</a></span></th></tr>\n",
        html_escaped(table.experiment), html_escaped(table.title));
    for (auto const* verdict : shown_verdicts(*chapter)) body += verdict_row(page, *chapter, *verdict, boxes);
    body += "</tbody>\n";
  }
  if (body.empty()) return "";
  return "<div class=\"scroll\" tabindex=\"0\"><table class=\"verdicts\"><thead><tr><th>claim</th><th>verdict</th>" +
         fmt::format("<th>{}</th>", beside_title(heading)) +
         "<th>ours</th><th>seeds</th><th>hold</th><th>p</th><th>wins</th><th>scale and data</th></tr>"
         "</thead>\n" +
         body + "</table></div>\n" + boxes;
}

}  // namespace mixup
