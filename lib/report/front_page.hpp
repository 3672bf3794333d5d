// front_page: the verdicts that README.md opens with, kept up to date by the report.
#pragma once
#include <string>

#include "report/survey.hpp"

namespace mixup {

/// `page` with the lines between <!-- verdicts --> and <!-- end of verdicts --> made anew: of each experiment its first
/// claim, and how many there are of each verdict. Exit::data with `where` if the page has no such pair of lines.
std::string with_verdicts(std::string const& page, Survey const& survey, std::string const& where);

}  // namespace mixup
