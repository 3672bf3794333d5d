// suggestion: what a person may have meant by a verb or a flag that does not exist.
#pragma once
#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace mixup {

/// Insertions, deletions, changes and swaps of neighbours that lead from one word to the other (optimal string
/// alignment).
size_t edits(std::string const& from, std::string const& to);

/// The words of `known` that are nearest to what was typed, at most a third of its letters away.
std::vector<std::string> nearest(std::string const& typed, std::vector<std::string> const& known);

/// "cifr: there is no such verb; did you mean cifar?" for the first verb or flag among `words` that does not exist;
/// empty when all of them do.
std::string suggestion(CLI::App const& app, std::vector<std::string> const& words);

}  // namespace mixup
