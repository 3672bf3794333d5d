// latex: the tables for a paper.
#pragma once
#include <string>

#include "report/survey.hpp"

namespace mixup {

/// A fragment for \input: one longtable for the verdicts and one for each sheet, ruled by booktabs; the document loads
/// booktabs and longtable. Plain ASCII; Exit::bug for a character that has no LaTeX in latex.cpp.
std::string report_latex(Survey const& survey);

/// Foreign text as LaTeX prints it.
std::string latex_escaped(std::string const& text);

}  // namespace mixup
