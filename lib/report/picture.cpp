// picture: the panels of one plot side by side in one SVG document.
#include "report/picture.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "report/plots/plots.hpp"
#include "report/plots/svg.hpp"

namespace mixup {
extern char const* const kPageStyle;  // page.css
namespace {

constexpr int kPanelWidth = 360, kPanelHeight = 310, kTitle = 24;  // points; a title stands above its panel
constexpr size_t kColumns = 4;

/// What page.css says of colours: all before its first rule for elements.
std::string colours() {
  std::string const css = kPageStyle;
  return css.substr(0, css.find("* {"));
}

Plot first_plot(Survey const& survey) {
  for (auto const& chapter : survey.chapters)
    for (auto const& plot : plots_of(chapter))
      if (!plot.panels.empty()) return plot;
  throw error(Exit::data, "no record draws a plot: run mixup-bench toy");
}

}  // namespace

std::string first_picture(Survey const& survey, Drawer const& draw) {
  auto const plot = first_plot(survey);
  auto const drawings = draw(plot.panels);
  size_t const columns = std::min(kColumns, plot.panels.size());
  auto const rows = (plot.panels.size() + columns - 1) / columns;
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 {} {}\" "
      "font-family=\"sans-serif\" font-size=\"15\">\n<style>\n{}text {{ fill: var(--text); }}\n</style>\n"
      "<g color=\"#808890\">\n{}\n",
      columns * kPanelWidth, rows * (kPanelHeight + kTitle), colours(), svg_symbols(drawings.front()));
  for (size_t i = 0; i < drawings.size(); ++i) {
    auto const x = i % columns * kPanelWidth, y = i / columns * (kPanelHeight + kTitle);
    auto const& title = plot.panels[i].title;
    out += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n", x + kPanelWidth / 2,
                       y + kTitle - 6, html_escaped(title));
    out += fmt::format("<svg x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\">{}</svg>\n", x, y + kTitle, kPanelWidth,
                       kPanelHeight, inline_svg(drawings[i], title));
  }
  return out + "</g>\n</svg>\n";
}

}  // namespace mixup
