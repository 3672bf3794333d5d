// svg: rewrites what gnuplot 5 writes.
#include "report/plots/svg.hpp"

#include <regex>

#include "core/error.hpp"
#include "report/html.hpp"

namespace mixup {
namespace {

/// What nearly every group of gnuplot says. The drawing says it once, and its groups inherit it: a page of a hundred
/// drawings is a tenth shorter.
constexpr char const* kStroke = R"(fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round")";

/// From `from` on: the text between two marks, both included.
std::string span(std::string const& text, std::string const& first, std::string const& last) {
  auto const begin = text.find(first);
  auto const end = begin == std::string::npos ? begin : text.find(last, begin);
  if (end == std::string::npos) throw error(Exit::bug, "svg: got no {} ... {}", first, last);
  return text.substr(begin, end + last.size() - begin);
}

std::string drawing_alone(std::string text) {
  static std::regex const blanks("\\s*\n\\s*"), between(">\\s+<"), ink("rgb\\(\\s*0,\\s*0,\\s*(\\d+)\\)"),
      empty("<g [^>]*></g>|<text></text>"), level(",([0-9.]+) L([0-9.]+),\\1\\b"), title("<title>[^<]*</title>"),
      name(" id=\"gnuplot_[a-z_0-9]*\" ?"), spaced(" +(?=['\"/>])"), black("([\"'])black\\1"), grey("([\"'])gray\\1"),
      inherited(
          "<g fill=\"none\" color=\"currentColor\" stroke=\"currentColor\"( stroke-width=\"[0-9.]+\") "
          "stroke-linecap=\"round\" stroke-linejoin=\"round\">");
  text = std::regex_replace(text, title, "");
  text = std::regex_replace(text, blanks, "\n");
  text = std::regex_replace(text, between, "><");
  for (size_t before = 0; before != text.size();) {  // a group may hold nothing but an empty one
    before = text.size();
    text = std::regex_replace(text, empty, "");
  }
  text = std::regex_replace(text, name, "");
  text = std::regex_replace(text, ink, "var(--ink-$1)");
  text = std::regex_replace(text, black, "$1currentColor$1");
  text = std::regex_replace(text, grey, "$1currentColor$1");
  text = std::regex_replace(text, inherited, "<g$1>");
  text = std::regex_replace(text, level, ",$1H$2");  // a dot is a short level line, and a figure has hundreds
  return std::regex_replace(text, spaced, "");
}

}  // namespace

std::string inline_svg(std::string const& document, std::string const& label) {
  static std::regex const size("viewBox=\"0 0 (\\d+) (\\d+)\"");
  std::smatch box;
  if (!std::regex_search(document, box, size)) throw error(Exit::bug, "svg: got no viewBox");
  auto const symbols = svg_symbols(document);
  auto const start = document.find(symbols) + symbols.size();
  auto const end = document.rfind("</g>");  // of the group around everything
  if (end == std::string::npos || end < start) throw error(Exit::bug, "svg: got no drawing");
  return fmt::format(
      "<svg xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 {0} {1}\" style=\"max-width:{2}px\" "
      "role=\"img\" aria-label=\"{3}\" {4}>{5}</svg>\n",
      box[1].str(), box[2].str(), std::stoi(box[1].str()) * 5 / 4, html_escaped(label), kStroke,
      drawing_alone(document.substr(start, end - start)));
}

std::string svg_symbols(std::string const& document) { return span(document, "<defs>", "</defs>"); }

}  // namespace mixup
