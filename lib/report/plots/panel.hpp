// panel: one picture as a gnuplot script, and plots made of several.
//
// Colours are names: the page gives each a value for light and for dark screens (svg.hpp). Texts of titles and legends
// belong to the page, so that they wrap; a script holds axes and data alone.
#pragma once
#include <array>
#include <string>
#include <vector>

#include "report/gather.hpp"

namespace mixup {

/// What a colour stands for. The values are written as blue tones #000001 ... and replaced in the drawn picture.
enum class Ink { text = 1, muted, grid, first, second, third, fourth, fifth, sixth, good, bad, open };

/// "rgb '#000004'".
std::string rgb(Ink ink);

/// The colour of the n-th line of a panel, from 0; six, then again.
Ink series_ink(size_t n);

struct Legend {
  Ink ink = Ink::first;
  std::string text;
};

struct Panel {
  std::string title;
  std::string script;
  std::vector<Legend> legend;
  std::string row;  // title of the row of panels that this one begins
};

struct Plot {
  std::string id;       // unique on the page
  std::string title;    // "Figure 1b: ..."
  std::string caption;  // what is drawn, of which data, what was left out
  std::vector<Panel> panels;
  size_t columns = 0;  // panels of a row; 0: as many as fit
  Records records;     // drawn
};

struct Axis {
  std::string label;
  std::string range = "[*:*]";
};

/// Terminal, axes and grid of a panel of `width` x `height` points.
std::string opening(int width, int height, Axis const& x, Axis const& y);

/// 'text' as a gnuplot string on one line.
std::string quoted(std::string const& text);

/// "$name << EOD ... EOD": one row of numbers a line; a row of none is a blank line, which parts what is drawn.
std::string data_block(std::string const& name, std::vector<std::vector<double>> const& rows);

/// Rows of (x, y) that `dots` draws.
std::vector<std::vector<double>> dot_rows(std::vector<std::array<double, 2>> const& points, double width);

/// A clause of `plot`: each point of `block` as a round dot of `size` points.
std::string dots(std::string const& block, std::string const& colour, double size);

}  // namespace mixup
