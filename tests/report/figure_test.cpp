// figure_test: numbers as the tables print them, and the Markdown around them.
#include "report/figure.hpp"

#include "report/markdown.hpp"

#include "catch2_shim.hpp"

using namespace mixup;

TEST_CASE("a figure has the digits of its column and no minus before zero") {
  CHECK(fixed(4.25, 1) == "4.2");  // ties to even, as printf
  CHECK(fixed(4.251, 1) == "4.3");
  CHECK(fixed(-0.04, 1) == "0.0");
  CHECK(fixed(-0.06, 1) == "-0.1");
  CHECK(fixed(23, 0) == "23");
}

TEST_CASE("several runs print mean, sample sd and count, one prints itself") {
  CHECK(mean_and_sd({1, 2, 6}, 2) == "3.00 ± 2.65 (3)");  // sd sqrt((4 + 1 + 9) / 2)
  CHECK(mean_and_sd({5.5}, 1) == "5.5 (1)");
}

TEST_CASE("a difference has a sign and its 95 % interval") {
  CHECK(difference({-1, -2, -3}, 1) == "-2.0 ± 2.5 (3)");  // 4.303 * 1 / sqrt(3)
  CHECK(difference({0.5}, 1) == "+0.5 (1)");
  CHECK(difference({-0.01}, 1) == "0.0 (1)");
  CHECK(difference({0.01}, 1) == "0.0 (1)");
}

TEST_CASE("a duration reads in its two largest units") {
  CHECK(duration(0.4) == "0 s");
  CHECK(duration(59.6) == "1 min 00 s");
  CHECK(duration(200) == "3 min 20 s");
  CHECK(duration(7500) == "2 h 05 min");
}

TEST_CASE("foreign text cannot break a table") {
  CHECK(escaped("a|b\nc <d> *e* `f` \\") == "a\\|b c \\<d> \\*e\\* \\`f\\` \\\\");
}

TEST_CASE("cells are aligned by characters, not by bytes") {
  CHECK(markdown_table({{"row", "x"}, {Align::left, Align::right}, {{"ERM", "5 ± 1"}, {"mixup", "–"}}}) ==
        "| row   |     x |\n"
        "| ----- | ----: |\n"
        "| ERM   | 5 ± 1 |\n"
        "| mixup |     – |\n");
}
