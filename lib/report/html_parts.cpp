// html_parts: escaping, boxes that open, commands and plots.
#include "report/html_parts.hpp"

#include <algorithm>
#include <map>
#include <regex>

#include "report/plots/svg.hpp"

namespace mixup {
namespace {

constexpr size_t kRevision = 12;  // characters of a revision that are printed; the record holds all of it

/// What made a record: two of one command and one revision are listed together. Commands that differ in the seed alone
/// are one, with "--seed N": each link names its seed.
std::pair<std::string, std::string> maker(Record const& record) {
  static std::regex const seed("--seed [0-9]+");
  auto const& environment = record.outcome.environment;
  auto const revision = environment.find("git_revision");
  bool const known = revision != environment.end() && revision->is_string();
  auto text = known ? "revision " + revision->get<std::string>().substr(0, kRevision) : "revision unknown";
  if (environment.value("git_dirty", Json()) == true) text += " with uncommitted changes";
  return {std::regex_replace(record.command, seed, "--seed N"), text};
}

std::string legend_html(Panel const& panel) {
  if (panel.legend.empty()) return "";
  std::string out = "<ul class=\"legend\">";
  for (auto const& entry : panel.legend)
    out += fmt::format("<li><i style=\"background:var(--ink-{})\"></i>{}</li>", static_cast<int>(entry.ink),
                       html_escaped(entry.text));
  return out + "</ul>";
}

}  // namespace

std::string html_escaped(std::string const& text) {
  static std::map<char, std::string> const special = {
      {'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}};
  std::string out;
  for (char c : text) {
    auto const known = special.find(c);
    out += known != special.end() ? known->second : std::string(1, static_cast<unsigned char>(c) < ' ' ? ' ' : c);
  }
  return out;
}

std::string note_html(std::string const& remark, std::string const& start) {
  if (remark.empty()) return "";
  auto text = html_escaped(remark);
  bool opens = true;
  for (size_t at; (at = text.find('`')) != std::string::npos; opens = !opens)
    text.replace(at, 1, opens ? "<code>" : "</code>");
  return fmt::format("<p class=\"note\">{}{}</p>\n", start, text);
}

std::string opener(HtmlPage& page, std::string const& text, std::string const& title, std::string const& content,
                   std::string& boxes) {
  auto const id = fmt::format("box-{}", ++page.panels);
  boxes += fmt::format("<div popover=\"auto\" id=\"{}\"><h4>{}</h4>\n{}</div>\n", id, html_escaped(title), content);
  return fmt::format("<button popovertarget=\"{}\">{}</button>", id, html_escaped(text));
}

namespace {

constexpr size_t kEach = 4;  // more are linked one by one behind the numbers of their row

std::string row_of(Record const& record) { return record.run.row; }

/// Each record once, by what `key` says of it, in the order in which keys first come.
template <class Key>
auto grouped(Records const& records, Key const& key) {
  std::vector<std::pair<decltype(key(*records.front())), Records>> out;
  for (auto const* record : records) {
    auto const mine = key(*record);
    auto known = std::find_if(out.begin(), out.end(), [&](auto const& group) { return group.first == mine; });
    if (known == out.end()) known = out.insert(out.end(), {mine, {}});
    if (std::find(known->second.begin(), known->second.end(), record) == known->second.end())
      known->second.push_back(record);
  }
  return out;
}

/// "row seed 1", or of many the first and the last: "row seed 21 ... seed 220 (200)".
std::string row_links(HtmlPage const& page, std::string const& row, Records const& seeds) {
  auto const link = [&](std::string const& before, Record const& record) {
    return fmt::format("<a href=\"{}\">{}seed {}</a>\n", html_escaped(page.links.url(record)), before, record.run.seed);
  };
  auto const name = html_escaped(row) + " ";
  if (seeds.size() > kEach)
    return link(name, *seeds.front()) + "… " + link("", *seeds.back()) + fmt::format("({})\n", seeds.size());
  std::string out;
  for (auto const* record : seeds) out += link(name, *record);
  return out;
}

}  // namespace

std::string commands_html(HtmlPage const& page, Records const& records) {
  std::string out;
  for (auto const& [key, of] : grouped(records, maker)) {
    out += fmt::format("<p class=\"made\"><code>{}</code><small>{}</small>\n", html_escaped(key.first),
                       html_escaped(key.second));
    for (auto const& [row, seeds] : grouped(of, row_of)) out += row_links(page, row, seeds);
    out += "</p>\n";
  }
  return out;
}

std::string plot_html(HtmlPage& page, Plot const& plot) {
  std::string panels, boxes;
  for (auto const& panel : plot.panels) {
    auto const name = panel.title.empty() ? plot.title : plot.title + ": " + panel.title;
    if (!panel.row.empty()) panels += fmt::format("<h4 class=\"row\">{}</h4>\n", html_escaped(panel.row));
    panels += fmt::format("<div class=\"panel\"><h4>{}</h4>\n{}{}</div>\n", html_escaped(panel.title),
                          inline_svg(page.drawings.at(page.drawn++), name), legend_html(panel));
  }
  auto const style = plot.columns > 0 ? fmt::format(" style=\"--columns:{}\"", plot.columns) : "";
  auto const button = plot.records.empty() ? ""
                                           : " " + opener(page, "Records and commands", plot.title,
                                                          commands_html(page, plot.records), boxes);
  return fmt::format(
      "<figure id=\"{}\"><h3>{}</h3>\n<div class=\"{}\"{}>\n{}</div>\n<figcaption>{}{}</figcaption></figure>\n{}",
      html_escaped(plot.id), html_escaped(plot.title), plot.columns > 0 ? "panels fixed" : "panels", style, panels,
      html_escaped(plot.caption), button, boxes);
}

}  // namespace mixup
