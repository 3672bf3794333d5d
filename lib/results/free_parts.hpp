// free_parts: metrics, data, environment and the like hold what an experiment has to say; what other layers read of
// them has one kind, whoever wrote the record.
#pragma once
#include "results/record.hpp"

namespace mixup {

/// Errors: Exit::data with `path` and the place, for a value of another kind than record.schema.json says, and for keys
/// with "/" or "~", through which no pointer leads.
void require_free_parts(Outcome const& outcome, std::string const& path);

}  // namespace mixup
