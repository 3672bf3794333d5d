// gnuplot_test: the drawings themselves, where gnuplot is installed, and what is said where it is not.
#include "report/plots/gnuplot.hpp"

#include <cstdlib>
#include <regex>

#include "error_of.hpp"
#include "report/plots/svg.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

namespace {

Panel line_panel() {
  Panel panel;
  panel.title = "a line";
  panel.script = opening(200, 150, {"it's x"}, {"y"}) + data_block("s", {{0, 1}, {1, 2}}) +
                 "plot $s using 1:2 with linespoints pointtype 7 linecolor " + rgb(Ink::second) + "\n";
  return panel;
}

bool has_gnuplot() { return std::system("command -v gnuplot >/dev/null") == 0; }

/// PATH for the length of a scope.
class OtherPath {
 public:
  explicit OtherPath(char const* path) : old_(std::getenv("PATH")) { setenv("PATH", path, 1); }
  ~OtherPath() { setenv("PATH", old_.c_str(), 1); }

 private:
  std::string old_;
};

}  // namespace

TEST_CASE("without gnuplot the error names its package") {
  OtherPath const nowhere("/nonexistent");
  auto const e = error_of([] { draw_with_gnuplot({line_panel()}); });
  CHECK(e.code == Exit::unavailable);
  CHECK(contains(e.what(), "apt install gnuplot-nox"));
}

TEST_CASE("no panel needs no gnuplot") {
  OtherPath const nowhere("/nonexistent");
  CHECK(draw_with_gnuplot({}).empty());
}

TEST_CASE("a drawing becomes part of a page") {
  if (!has_gnuplot()) {
    WARN("gnuplot is not installed: nothing is drawn");
    return;
  }
  auto const drawings = draw_with_gnuplot({line_panel(), line_panel()});
  REQUIRE(drawings.size() == 2);
  CHECK(svg_symbols(drawings[0]).find("id='gpPt6'") != std::string::npos);
  auto const svg = inline_svg(drawings[1], "a \"line\"");
  CHECK(svg.rfind("<svg ", 0) == 0);
  CHECK(svg.find("aria-label=\"a &quot;line&quot;\"") != std::string::npos);
  CHECK(svg.find("var(--ink-5)") != std::string::npos);
  CHECK(svg.find("it's x") != std::string::npos);
  CHECK(std::regex_search(svg, std::regex(",[0-9.]+H[0-9.]+")));  // level lines name their height once
  for (char const* absent : {"<defs", "id=", "<title", "rgb(", "black", "<?xml", "GNUPLOT"}) {
    INFO(absent);
    CHECK(svg.find(absent) == std::string::npos);
  }
}

TEST_CASE("a script that gnuplot refuses ends with its words") {
  if (!has_gnuplot()) return;
  Panel panel;
  panel.script = "plot nonsense(\n";
  auto const e = error_of([&] { draw_with_gnuplot({panel}); });
  CHECK(e.code == Exit::bug);
  CHECK(contains(e.what(), "plot nonsense("));
}
