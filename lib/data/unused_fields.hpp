// unused_fields: refuses fields of a run's data that its kind of data has no use for.
#pragma once
#include "catalog/entry.hpp"
#include "core/run.hpp"

namespace mixup {

/// Such a field would make another run of the same thing. Errors: Exit::usage, with the field and what is allowed.
void refuse_unused(DataKind kind, DataSpec const& spec);

}  // namespace mixup
