// panel: the parts of gnuplot's language that all panels share.
#include "report/plots/panel.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace mixup {

std::string rgb(Ink ink) { return fmt::format("rgb '#0000{:02x}'", static_cast<int>(ink)); }

Ink series_ink(size_t n) { return static_cast<Ink>(static_cast<size_t>(Ink::first) + n % 6); }

std::string quoted(std::string const& text) {
  std::string out = "'";
  for (char c : text) {
    if (c == '\'') out += '\'';
    out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  return out + "'";
}

std::string opening(int width, int height, Axis const& x, Axis const& y) {
  std::string out = "reset session\nset encoding utf8\n";
  out += fmt::format("set terminal svg size {},{} noenhanced rounded font 'sans-serif,13'\n", width, height);
  out += fmt::format("set border 3 linecolor {}\n", rgb(Ink::muted));
  out += fmt::format("set tics nomirror out scale 0.4 textcolor {}\n", rgb(Ink::text));
  out += fmt::format("set grid back linetype 1 linewidth 0.5 linecolor {}\n", rgb(Ink::grid));
  out += fmt::format("set xlabel {} offset 0,0.4 textcolor {}\n", quoted(x.label), rgb(Ink::text));
  out += fmt::format("set ylabel {} textcolor {}\n", quoted(y.label), rgb(Ink::text));
  return out + fmt::format("set xrange {}\nset yrange {}\nunset key\n", x.range, y.range);
}

std::string data_block(std::string const& name, std::vector<std::vector<double>> const& rows) {
  std::string out = fmt::format("${} << EOD\n", name);
  for (auto const& row : rows) {
    for (size_t i = 0; i < row.size(); ++i) out += fmt::format("{}{:.5g}", i ? " " : "", row[i]);
    out += "\n";
  }
  return out + "EOD\n";
}

/// A dot is a stroke too short to be seen with round ends: as SVG a third of the bytes of gnuplot's own points.
std::vector<std::vector<double>> dot_rows(std::vector<std::array<double, 2>> const& points, double width) {
  constexpr double kShort = 1.0 / 2000;  // of the panel: a tenth of a pixel, the least that gnuplot keeps
  std::vector<std::vector<double>> rows;
  for (auto const& [x, y] : points) rows.insert(rows.end(), {{x, y}, {x + kShort * width, y}, {}});
  return rows;
}

std::string dots(std::string const& block, std::string const& colour, double size) {
  return fmt::format("${} using 1:2 with lines linewidth {:.3g} linecolor {}", block, size, colour);
}

}  // namespace mixup
