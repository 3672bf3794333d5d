// markdown: a table that reads well as plain text too.
#pragma once
#include <string>
#include <vector>

namespace mixup {

enum class Align { left, right };

struct Grid {
  std::vector<std::string> header;
  std::vector<Align> align;                    // as long as header
  std::vector<std::vector<std::string>> rows;  // each as long as header
};

/// Foreign text (a label, a reason) as one line that Markdown prints as it is.
std::string escaped(std::string const& text);

/// A GitHub table with padded cells; the cells are Markdown already. Ends with a line break.
std::string markdown_table(Grid const& grid);

}  // namespace mixup
