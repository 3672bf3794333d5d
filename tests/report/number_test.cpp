// number_test: numbers as the tables print them, and the Markdown around them.
#include "report/number.hpp"

#include "report/markdown.hpp"

#include "catch2_shim.hpp"

using namespace mixup;

TEST_CASE("a number has the digits of its column and no minus before zero") {
  CHECK(fixed(4.25, 1) == "4.2");  // ties to even, as printf
  CHECK(fixed(4.251, 1) == "4.3");
  CHECK(fixed(-0.04, 1) == "0.0");
  CHECK(fixed(-0.06, 1) == "-0.1");
  CHECK(fixed(23, 0) == "23");
}

TEST_CASE("several runs print mean, half their 95 % interval and count, one prints itself") {
  CHECK(with_interval(seed_mean({1, 2, 6}), 2) == "3.00 ± 6.57 (3)");  // 4.303 * sqrt(7) / sqrt(3)
  CHECK(with_interval(seed_mean({5.5}), 1) == "5.5 (1)");
}

TEST_CASE("a difference has a sign") {
  CHECK(with_interval(seed_mean({-1, -2, -3}), 1, true) == "-2.0 ± 2.5 (3)");  // 4.303 * 1 / sqrt(3)
  CHECK(with_interval(seed_mean({0.5}), 1, true) == "+0.5 (1)");
  CHECK(with_interval(seed_mean({-0.01}), 1, true) == "0.0 (1)");
  CHECK(with_sign(0.01, 1) == "0.0");
}

TEST_CASE("a p has three digits or a bound, a large number its commas") {
  CHECK(p_value(0.0123) == "0.012");
  CHECK(p_value(0.0009) == "< 0.001");
  CHECK(with_thousands(4000) == "4,000");
  CHECK(with_thousands(999) == "999");
  CHECK(with_thousands(1281167) == "1,281,167");
  CHECK(with_thousands(-1000) == "-1,000");
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
