// formats_test: every format of the report of a few small records, byte for byte.
//
// tests/report/golden has the tables, the records and what must come out; MIXUP_REGENERATE=1 writes the latter anew, to
// be read line by line before it is committed. gnuplot's drawings differ between its versions: the page is compared
// with numbers in their place, and the scripts that draw them are compared for themselves (report.gp).
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "report/csv.hpp"
#include "report/html.hpp"
#include "report/json_report.hpp"
#include "report/latex.hpp"
#include "report/markdown_report.hpp"
#include "results/store.hpp"

#include "catch2_shim.hpp"

using namespace mixup;

namespace {

std::string const kFolder = MIXUP_TEST_DIR "/report/golden/";

std::string content(std::string const& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

std::vector<Table> golden_tables() {
  std::vector<std::string> files;
  for (auto const& entry : std::filesystem::directory_iterator(kFolder + "tables"))
    files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  std::vector<Table> tables;
  for (auto const& file : files) tables.push_back(parse_table(read_json(file), file));
  return tables;
}

/// Tables and records live as long as what is said of them.
struct Said {
  std::vector<Table> tables = golden_tables();
  std::vector<Record> records = Store(kFolder + "records").load_all();
  Survey survey = mixup::survey(tables, records);
  Links links{"records"};
  std::string scripts;

  std::string html() {
    return report_html(survey, links, [&](std::vector<Panel> const& panels) {
      std::vector<std::string> drawings;
      for (auto const& panel : panels) {
        scripts += fmt::format("# drawing {}: {}\n{}\n", drawings.size() + 1, panel.title, panel.script);
        drawings.push_back(fmt::format("<svg viewBox=\"0 0 10 10\"><g><defs></defs><text>drawing {}</text></g></svg>",
                                       drawings.size() + 1));
      }
      return drawings;
    });
  }
};

/// The style sheet is lib/report/page.css as it is.
std::string without_style(std::string html) {
  auto const begin = html.find("<style>") + 7;
  return html.erase(begin, html.find("</style>") - begin);
}

void compare(std::string const& name, std::string const& text) {
  char const* const regenerate = std::getenv("MIXUP_REGENERATE");
  if (regenerate && regenerate == std::string("1")) std::ofstream(kFolder + name, std::ios::binary) << text;
  auto const golden = content(kFolder + name);
  size_t const differ =
      static_cast<size_t>(std::mismatch(text.begin(), text.end(), golden.begin(), golden.end()).first - text.begin());
  INFO(name << " differs at byte " << differ << ": " << text.substr(differ, 100));
  CHECK((text == golden));  // in brackets: pages are not printed whole
}

}  // namespace

TEST_CASE("each format is the golden one") {
  Said said;
  auto const html = said.html();
  compare("report.html", without_style(html));
  compare("report.gp", said.scripts);
  compare("report.md", report_markdown(said.survey));
  compare("report.tex", report_latex(said.survey));
  compare("report.csv", report_csv(said.survey, said.links));
  compare("report.json", report_json(said.survey, said.links));
}

TEST_CASE("no format depends on the order of the records") {
  Said said, reversed;
  std::reverse(reversed.records.begin(), reversed.records.end());
  reversed.survey = survey(reversed.tables, reversed.records);
  CHECK((said.html() == reversed.html()));
  CHECK((said.scripts == reversed.scripts));
  CHECK((report_csv(said.survey, said.links) == report_csv(reversed.survey, reversed.links)));
  CHECK((report_json(said.survey, said.links) == report_json(reversed.survey, reversed.links)));
}

TEST_CASE("the page of no record says so and draws the claims alone") {
  std::vector<Table> const tables = golden_tables();
  std::vector<Record> const none;
  size_t panels = 0;
  auto const html = report_html(survey(tables, none), {""}, [&](std::vector<Panel> const& asked) {
    panels = asked.size();
    return std::vector<std::string>(panels, "<svg viewBox=\"0 0 1 1\"><g><defs></defs></g></svg>");
  });
  CHECK(panels == 2);  // those of the paper, and those beyond it
  CHECK(html.find("scale: not run (<code>mixup-bench cifar --scale small --seeds 5</code>)") != std::string::npos);
  CHECK(html.find("<button") == std::string::npos);
}

TEST_CASE("texts of records cannot become part of a page, a table or a script") {
  CHECK(html_escaped("<script>&\"'\n") == "&lt;script&gt;&amp;&quot;&#39; ");
  CHECK(latex_escaped("50 % of a_b & {c} \\d #1 $x^2~ [1]") ==
        "50 \\% of a\\_b \\& \\{c\\} \\textbackslash{}d \\#1 \\$x\\textasciicircum{}2\\textasciitilde{} {[}1]");
  CHECK(latex_escaped("λ ± 1 – α") == "$\\lambda$ $\\pm$ 1 -- $\\alpha$");
  CHECK(latex_escaped("Łukasz & 雪 😀") == "Łukasz \\& 雪 😀");
  CHECK(quoted("it's\n$(rm) `x`") == "'it''s $(rm) `x`'");
}

TEST_CASE("every row and claim of the experiments has its LaTeX") {
  std::vector<Record> const none;
  auto const is_ascii = [](std::string const& text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 128; });
  };
  CHECK(is_ascii(report_latex(survey(all_tables(), none))));
  for (auto const& table : all_tables())
    for (auto const& row : table.rows) CHECK(is_ascii(latex_escaped(row.group + row.label)));
}

TEST_CASE("links start where the report lies") {
  Record record;
  record.run.experiment = "toy";
  record.run.scale = "small";
  record.run.row = "a+x=1 b";
  record.run.seed = 2;
  CHECK(links_from("results/index.html", "results").path(record) == "toy/small/a+x=1 b-s2.json");
  CHECK(links_from("page.html", "results").path(record) == "results/toy/small/a+x=1 b-s2.json");
  CHECK(links_from("", "results/").path(record) == "results/toy/small/a+x=1 b-s2.json");
  CHECK(links_from("docs/pages/index.html", "results").path(record) == "../../results/toy/small/a+x=1 b-s2.json");
  CHECK(links_from("/x/y/index.html", "/x/records").url(record) == "../records/toy/small/a+x=1%20b-s2.json");
}
