// suggestion: what a person may have meant by a verb or a flag that does not exist.
#pragma once
#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace mixup {

/// "mixup-bench data fetch": the program and the verbs among `words`.
std::string verb_of(CLI::App const& app, std::vector<std::string> const& words);

/// "cifr: there is no such verb; did you mean cifar?" for the first verb or flag among `words` that does not exist;
/// empty when all of them do.
std::string suggestion(CLI::App const& app, std::vector<std::string> const& words);

}  // namespace mixup
