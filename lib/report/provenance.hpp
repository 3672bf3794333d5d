// provenance: where the figures of one printed table come from: machines, versions, data, revisions, time.
#pragma once
#include <string>

#include "report/gather.hpp"

namespace mixup {

/// One line for all records behind `sheet`, each distinct value once, and a note when some were made from a tree with
/// uncommitted changes. Empty when there are no records.
std::string provenance(Sheet const& sheet);

}  // namespace mixup
