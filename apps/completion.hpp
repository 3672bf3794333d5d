// completion: what a shell needs to complete the command line, one script for each shell.
#pragma once
#include <string>

#include "apps/grammar.hpp"

namespace mixup {

std::string bash_completion(VerbForm const& program);
std::string zsh_completion(VerbForm const& program);
std::string fish_completion(VerbForm const& program);

}  // namespace mixup
