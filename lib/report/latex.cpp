// latex: escaping, and tables by booktabs.
#include "report/latex.hpp"

#include <algorithm>
#include <map>

#include "report/cells.hpp"
#include "report/elsewhere.hpp"
#include "report/remarks.hpp"
#include "report/verdict_text.hpp"

namespace mixup {
namespace {

std::map<std::string, std::string> const& latex_characters() {
  // clang-format off
  static std::map<std::string, std::string> const known = {
      {"\\", "\\textbackslash{}"}, {"{", "\\{"}, {"}", "\\}"}, {"$", "\\$"}, {"&", "\\&"},
      {"#", "\\#"}, {"%", "\\%"}, {"[", "{[}"}, {"_", "\\_"}, {"^", "\\textasciicircum{}"},
      {"~", "\\textasciitilde{}"}, {"<", "\\textless{}"}, {">", "\\textgreater{}"}, {"|", "\\textbar{}"}, {"\"", "''"},
      {"±", "$\\pm$"}, {"·", "$\\cdot$"}, {"×", "$\\times$"}, {"α", "$\\alpha$"}, {"β", "$\\beta$"},
      {"γ", "$\\gamma$"}, {"ε", "$\\varepsilon$"}, {"λ", "$\\lambda$"}, {"σ", "$\\sigma$"}, {"τ", "$\\tau$"},
      {"–", "--"}, {"—", "---"}, {"…", "\\dots{}"}, {"→", "$\\rightarrow$"}, {"−", "$-$"},
      {"≤", "$\\leq$"}, {"≥", "$\\geq$"}, {"∞", "$\\infty$"}, {"ö", "\\\"o"}, {"é", "\\'e"},
      {"ü", "\\\"u"}, {"ä", "\\\"a"}, {"“", "``"}, {"”", "''"}, {"’", "'"},
  };
  // clang-format on
  return known;
}

/// Bytes of the UTF-8 character that starts with `first`.
size_t length_of(unsigned char first) { return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4; }

/// Minus signs of numbers are hyphens in plain text: before a digit, at the start of a word or of a bracket.
std::string latex_number(std::string const& text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    bool const starts = i == 0 || text[i - 1] == ' ' || text[i - 1] == '(';
    bool const number = i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9';
    out += text[i] == '-' && starts && number ? std::string("−") : std::string(1, text[i]);
  }
  return latex_escaped(out);
}

struct LatexTable {
  std::string caption, label, columns;
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;  // LaTeX already
};

std::string joined_row(std::vector<std::string> const& cells) {
  return fmt::format("{} \\\\\n", fmt::join(cells, " & "));
}

std::string latex_table(LatexTable const& table) {
  auto const head = "\\toprule\n" + joined_row(table.header) + "\\midrule\n";
  std::string out = fmt::format("\n{{\\small\n\\begin{{longtable}}{{{}}}\n", table.columns);
  out += fmt::format("\\caption{{{}}}\\label{{{}}}\\\\\n", table.caption, table.label);
  out += head + "\\endfirsthead\n" + head + "\\endhead\n\\bottomrule\n\\endlastfoot\n";
  for (auto const& row : table.rows) out += joined_row(row);
  return out + "\\end{longtable}}\n";
}

/// The verdicts under one heading.
std::string latex_verdicts(Survey const& survey, Heading heading) {
  bool const paper = heading == Heading::paper;
  LatexTable table{
      fmt::format(
          "Verdicts{}: effect of the deciding comparison, ours $\\pm$ half the 95\\,\\% interval; $p$ after Holm",
          paper ? "" : " beyond the paper"),
      paper ? "tab:verdicts" : "tab:verdicts-beyond",
      paper ? "lp{0.34\\linewidth}p{0.16\\linewidth}rrrr"
            : "lp{0.30\\linewidth}p{0.16\\linewidth}p{0.12\\linewidth}rrr",
      {"experiment", "claim", "verdict", beside_title(heading), "ours", "seeds", "$p$"},
      {}};
  for (auto const* chapter : chapters_under(survey, heading))
    for (auto const* verdict : shown_verdicts(*chapter)) {
      auto const line = verdict_line(*chapter, *verdict);
      table.rows.push_back({latex_escaped(line.experiment), latex_escaped(line.claim), latex_escaped(line.verdict),
                            latex_number(beside(line, heading)), latex_number(line.ours), latex_number(line.seeds),
                            latex_escaped(line.p)});
    }
  return table.rows.empty() ? "" : latex_table(table);
}

std::string latex_sheet(Table const& table, Scale const& scale, Sheet const& sheet) {
  auto const cells = cells_of(table, sheet);
  std::string const source = sheet.source == Source::real ? "real" : "generated";
  LatexTable out;
  out.caption = latex_escaped(table.title + ", " + sheet_title(scale, sheet));
  out.label = fmt::format("tab:{}-{}-{}{}", table.experiment, scale.name, source, sheet.partial ? "-part" : "");
  for (auto const& column : cells.columns) {
    out.columns += column.column ? "r" : "l";
    out.header.push_back(latex_escaped(column.title));
  }
  for (auto const& row : cells.rows) {
    out.rows.emplace_back();
    for (auto const& cell : row) out.rows.back().push_back(latex_number(cell.text));
  }
  auto const sources = sources_remark(cells.sources);
  return latex_table(out) + (sources.empty() ? "" : "\\noindent{\\footnotesize " + latex_escaped(sources) + "\\par}\n");
}

}  // namespace

std::string latex_escaped(std::string const& text) {
  auto const& known = latex_characters();
  std::string out;
  for (size_t at = 0; at < text.size();) {
    auto const character = text.substr(at, length_of(static_cast<unsigned char>(text[at])));
    at += character.size();
    if (auto const special = known.find(character); special != known.end())
      out += special->second;
    else
      out += static_cast<unsigned char>(character[0]) < ' ' ? " " : character;
  }
  return out;
}

std::string report_latex(Survey const& survey) {
  std::string out =
      "% Generated by mixup-bench report --format latex; \\input it in a document that loads booktabs and longtable.\n";
  if (!survey.metric.empty()) out += "% " + metric_remark(survey) + "\n";
  for (auto const heading : kHeadings) {
    out += latex_verdicts(survey, heading);
    for (auto const* chapter : chapters_under(survey, heading))
      for (auto const& scale : chapter->scales)
        for (auto const& sheet : scale.results.sheets) out += latex_sheet(*chapter->table, *scale.scale, sheet);
  }
  bool const ascii = std::all_of(out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return out +
         (ascii ? ""
                : "% Some letters are UTF-8: pdfLaTeX sets those of Latin scripts, LuaLaTeX all that its font has.\n");
}

}  // namespace mixup
