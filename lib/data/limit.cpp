// limit: the check of every limit.
#include "data/limit.hpp"

#include "core/error.hpp"

namespace mixup {

int64_t limited(char const* field, int64_t limit, int64_t available) {
  if (limit < 0 || limit > available)
    throw error(Exit::usage, "data.{}: got {}, allowed 1 ... {} or 0 for all", field, limit, available);
  return limit == 0 ? available : limit;
}

}  // namespace mixup
