// provenance: where the numbers of one printed table come from: machines, versions, data, revisions, time.
#pragma once
#include <string>

#include "report/gather.hpp"

namespace mixup {

/// What all records behind `sheet` say, each distinct value once: "machine ...; ...; wall time 2 s". Empty when there
/// are none.
std::string made_with(Sheet const& sheet);

/// The same as a sentence.
std::string made_with_remark(Sheet const& sheet);

/// "made from a tree with uncommitted changes: erm.": numbers that no revision reproduces must not pass unseen. Empty
/// when there are none.
std::string uncommitted_remark(Sheet const& sheet);

/// How much of which data, and for which set of the paper's it stands: "4,000 of cifar10", "fsdd for speech_commands".
/// The records are of rows that `table` has.
std::string data_behind(Table const& table, Records const& records);

}  // namespace mixup
