// verify: whether the net of a record was kept, is the one of the record, and gets the error that the record has.
#pragma once
#include "results/record.hpp"
#include "train/context.hpp"

namespace mixup::train {

/// Takes a classifier's record, and the net kept in Context::keep_weights. {"weights": file, "parameters": [recorded,
/// found], "test_error": [recorded, found], "agrees": bool}; a parameter hash is "" in records that have none. The
/// error must agree to the record's six digits; on another machine or precision it may not. Errors: Exit::unavailable
/// when no net was kept, Exit::usage for records of other kinds.
Json verify(Context const& context, Record const& record);

}  // namespace mixup::train
