// live_line: one line of a terminal that is written over and over, whatever happens to the terminal's width.
#pragma once
#include <cstddef>
#include <string>

namespace mixup {

constexpr double kLiveEvery = 0.1;  // seconds between two looks of a live line
constexpr double kPlainEvery = 15;  // seconds between two plain lines where nobody watches: a log stays readable

/// True if stderr is a terminal that can redraw a line.
bool person_watches();

/// Columns of the terminal behind stderr, asked at each call: a person may resize it. 80 where it does not say.
size_t terminal_columns();

class LiveLine {
 public:
  /// Shows `text` in place of what was shown before; it must not be wider than columns().
  void show(std::string const& text);
  void erase();

  /// How much fits: one less than the terminal has, whose last column some terminals answer with a new line.
  static size_t columns();

 private:
  std::string to_its_start(size_t columns) const;
  size_t shown_ = 0;  // columns of what stands there; 0: nothing
};

}  // namespace mixup
