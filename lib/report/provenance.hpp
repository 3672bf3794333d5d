// provenance: where the figures of one printed table come from: machines, versions, data, revisions, time.
#pragma once
#include <string>

#include "report/gather.hpp"

namespace mixup {

/// Plain text for all records behind `sheet`, each distinct value once: "machine ...; ...; wall time 2 s". Empty when
/// there are no records.
std::string made_with(Sheet const& sheet);

/// Rows with records from a tree with uncommitted changes: figures that no revision reproduces must not pass unseen.
std::vector<std::string> uncommitted(Sheet const& sheet);

/// Both as Markdown. One line for all records behind `sheet`, each distinct value once, and a note when some were made
/// from a tree with uncommitted changes. Empty when there are no records.
std::string provenance(Sheet const& sheet);

}  // namespace mixup
