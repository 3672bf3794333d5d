// limit: how many examples of a part a run takes.
#pragma once
#include <cstdint>

namespace mixup {

/// `limit`, or all that are `available` where it is 0. Errors: Exit::usage for more, with the name of the field.
int64_t limited(char const* field, int64_t limit, int64_t available);

}  // namespace mixup
