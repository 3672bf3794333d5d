// front_page: the status line and the table of verdicts in README.md, made from the records.
#pragma once
#include <string>

#include "report/survey.hpp"

namespace mixup {

/// `page` with three blocks made anew: between <!-- status --> and <!-- end of status --> how many of the paper's
/// claims are decided, and on which machines; between <!-- verdicts --> and <!-- end of verdicts --> one line per
/// experiment with its first claim; between <!-- beyond --> and <!-- end of beyond --> the same two of what is beyond
/// the paper. Exit::data with `where` if the page lacks one of these lines.
std::string with_verdicts(std::string const& page, Survey const& survey, std::string const& where);

}  // namespace mixup
