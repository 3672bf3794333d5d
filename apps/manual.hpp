// manual: the manual page, written from the verbs and flags.
#pragma once
#include <string>

#include "apps/grammar.hpp"

namespace mixup {

/// mixup-bench(1) as man(7) reads it. `version`: printed at its foot.
std::string manual_page(VerbForm const& program, std::string const& version);

}  // namespace mixup
