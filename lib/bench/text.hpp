// text: topics as a person reads them: aligned lines on a terminal, a page of Markdown, and what changed since a file.
#pragma once
#include "bench/measured.hpp"

namespace mixup::bench {

/// One line per case and other side: figures, ratio, target; below them the exponents of curves.
std::string lines(Topic const& topic);

/// The same as a Markdown page, which names the program and the machine of each topic.
std::string page(std::vector<Topic> const& topics);

/// One line per case that both have: this program's figure then and now, how many times as fast it became, and whether
/// the ranges of the rounds are apart: "faster", "slower" or "the ranges overlap". Then the cases that only one has.
std::string changes(std::vector<Topic> const& then, std::vector<Topic> const& now);

}  // namespace mixup::bench
