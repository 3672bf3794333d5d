// latex: the tables for a paper.
#pragma once
#include <string>

#include "report/survey.hpp"

namespace mixup {

/// A fragment for \input: one longtable for the verdicts and one for each sheet, ruled by booktabs; the document loads
/// booktabs and longtable. Plain ASCII but for letters of records' texts that latex.cpp has no LaTeX for: they stay
/// UTF-8, and a comment at the end says so.
std::string report_latex(Survey const& survey);

/// Foreign text as LaTeX prints it.
std::string latex_escaped(std::string const& text);

}  // namespace mixup
