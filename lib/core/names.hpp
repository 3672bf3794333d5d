// names: the word for a value of an enum, as records, tables and the report have it.
#pragma once
#include <cstddef>

namespace mixup {

/// Every enum with words has a function names(E) beside it that lists them in the order of its values.
template <class E>
constexpr char const* name_of(E value) {
  return names(value)[static_cast<size_t>(value)];
}

}  // namespace mixup
