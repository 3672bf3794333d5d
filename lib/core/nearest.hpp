// nearest: what a person may have meant by a name that does not exist.
#pragma once
#include <string>
#include <vector>

namespace mixup {

/// Insertions, deletions, changes and swaps of neighbours that lead from one word to the other (optimal string
/// alignment).
size_t edits(std::string const& from, std::string const& to);

/// The words of `known` that are nearest to what was typed, at most a third of its letters away.
std::vector<std::string> nearest(std::string const& typed, std::vector<std::string> const& known);

/// "; did you mean cifar or cifar10?", or nothing where no word is near.
std::string did_you_mean(std::string const& typed, std::vector<std::string> const& known);

}  // namespace mixup
