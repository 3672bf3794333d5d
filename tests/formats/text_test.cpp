// text_test: lines, cells and numbers, and where they are said to be wrong.
#include "error_of.hpp"
#include "formats/arff.hpp"
#include "formats/delimited.hpp"
#include "scratch_folder.hpp"

#include "catch2_shim.hpp"  // last: LibTorch brings glog's CHECK

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;

namespace {

std::vector<std::string> lines(std::string const& content) {
  std::vector<std::string> out;
  for (Line const& line : split_lines(content)) out.emplace_back(line.text);
  return out;
}

double number(std::string const& token) {
  Text const file{"f.csv", token};
  return parse_number({file.content, &file, 7, 3});
}

std::string arff_error(std::string const& content) {
  Text const file{"f.arff", content};
  auto const error = error_of([&] { read_arff(file); });
  CHECK(error.code == Exit::data);
  return error.what();
}

}  // namespace

TEST_CASE("LF, CRLF and a lone CR end a line, and a missing last end changes nothing", "[data]") {
  std::vector<std::string> const expected = {"a", "b", "", "c"};
  CHECK(lines("a\nb\n\nc\n") == expected);
  CHECK(lines("a\r\nb\r\n\r\nc") == expected);
  CHECK(lines("a\rb\r\rc\r") == expected);
  CHECK(lines("a\rb\n\r\nc") == expected);
  CHECK(lines("").empty());
  CHECK(split_lines("a\rb\r\nc").back().number == 3);
}

TEST_CASE("A number is the whole cell and finite", "[data]") {
  CHECK(number("-1.5e3") == -1500);
  CHECK(number("0") == 0);
  for (auto const* token : {"", "nan", "inf", "-inf", "1.5x", "1 2", "0x10", "1e999", "+1", "1,5", "?"})
    CHECK_THAT(error_of([&] { number(token); }).what(),
               Contains(fmt::format("f.csv:7:3: got '{}', allowed a finite number", token)));
}

TEST_CASE("What is wrong is shown on one line and not at full length", "[data]") {
  std::string const what = error_of([] { number("a\nb" + std::string(1000, 'x')); }).what();
  CHECK(what.find('\n') == std::string::npos);
  CHECK(what.size() < 120);
}

TEST_CASE("Cells stand between commas or blanks and know their column", "[data]") {
  Text const commas{"f.csv", "1, 22 ,\n"};
  auto const row = read_cells(commas, Separator::comma, 3).at(0);
  CHECK(row[1].text == "22");
  CHECK(row[1].column == 4);
  CHECK(row[2].text.empty());
  CHECK(row[2].column == 8);
  Text const blanks{"f.data", " 1  2\t3 \n\n4 5 6"};
  auto const rows = read_cells(blanks, Separator::blanks, 3);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0][2].text == "3");
  CHECK(rows[1][0].line == 3);
}

TEST_CASE("A row of the wrong width is refused with its line", "[data]") {
  Text const file{"f.csv", "1,2\r1,2,3\r"};
  auto const error = error_of([&] { read_cells(file, Separator::comma, 2); });
  CHECK(error.code == Exit::data);
  CHECK_THAT(error.what(), Contains("f.csv:2:5: 3 values in the row, expected 2"));
  CHECK_THAT(error_of([&] { read_cells(file, Separator::comma, 3); }).what(), Contains("f.csv:1:4: 2 values"));
}

TEST_CASE("ARFF keywords may have any case, comments and CRLF do not disturb", "[data]") {
  Text const file{"f.arff",
                  "% made up\r\n@Relation x\r\n\r\n@ATTRIBUTE a  { -1,1 }\r\n@attribute b {x, y}\r\n"
                  "@DATA\r\n% rows\r\n-1,y\r\n\r\n1, x"};
  auto const arff = read_arff(file);
  REQUIRE(arff.attributes.size() == 2);
  CHECK(arff.attributes[0].name == "a");
  CHECK(arff.attributes[0].values == std::vector<std::string>{"-1", "1"});
  REQUIRE(arff.rows.size() == 2);
  CHECK(arff.rows[1][1].text == "x");
}

TEST_CASE("ARFF mistakes are refused with line and column", "[data]") {
  CHECK_THAT(arff_error("@attribute a {1,2}\n@data\n3\n"), Contains("f.arff:3:1: got '3', allowed 1, 2"));
  CHECK_THAT(arff_error("@attribute a {1,2}\n@attribute b {1}\n@data\n1,?\n"), Contains("f.arff:4:3: got '?'"));
  CHECK_THAT(arff_error("@attribute a {1}\n@data\n1,1\n"), Contains("f.arff:3:3: 2 values in the row, expected 1"));
  CHECK_THAT(arff_error("@attribute a numeric\n@data\n"), Contains("f.arff:1:12: got 'a numeric'"));
  CHECK_THAT(arff_error("@attribute a {1,}\n@data\n"), Contains("f.arff:1:17: got ''"));
  CHECK_THAT(arff_error("@attribute\n@data\n"), Contains("f.arff:1:11"));
  CHECK_THAT(arff_error("@relation r\nhello\n"), Contains("f.arff:2:1: got 'hello'"));
  CHECK_THAT(arff_error("@relation r\n"), Contains("no @data"));
}

TEST_CASE("A text file is UTF-8, with or without a byte order mark", "[data]") {
  ScratchFolder const folder;
  auto const path = folder.write("f.csv",
                                 "\xef\xbb\xbf"
                                 "1,2\n");
  CHECK(parse_number(read_cells(read_text(path), Separator::comma, 2).at(0)[0]) == 1);
  folder.write("f.csv", std::string("\xff\xfe"
                                    "1\0,\0",
                                    6));
  auto const error = error_of([&] { read_text(path); });
  CHECK(error.code == Exit::data);
  CHECK_THAT(error.what(), Contains(path + ": is a text in UTF-16"));
}

TEST_CASE("A text that came in place of the file is named", "[data]") {
  for (auto const& [text, name] :
       {std::pair{"<!DOCTYPE html>\n", "a page of HTML"}, {"version https://git-lfs.github.com", "git lfs"}})
    CHECK_THAT(error_of([&, t = text] { parse_text(t, "f.csv"); }).what(), Contains("f.csv: is ") && Contains(name));
}

TEST_CASE("ARFF values may stand in quotes of either kind", "[data]") {
  Text const file{"f.arff", "@attribute a {'-1', \"1\", 0}\n@data\n'1'\n\"-1\"\n0\n"};
  auto const arff = read_arff(file);
  CHECK(arff.attributes[0].values == std::vector<std::string>{"-1", "1", "0"});
  CHECK(arff.rows[0][0].text == "1");
  CHECK(arff.rows[1][0].text == "-1");
  CHECK_THAT(arff_error("@attribute a {1,2}\n@data\n'3'\n"), Contains("f.arff:3:1: got '3', allowed 1, 2"));
}
