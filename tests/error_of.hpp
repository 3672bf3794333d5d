// error_of: the error that a call throws, to look at its text and its exit code.
#pragma once
#include <string>

#include "core/error.hpp"

namespace mixup::test {

/// Exit::ok when nothing was thrown.
template <class Action>
Error error_of(Action action) {
  try {
    action();
  } catch (Error const& e) {
    return e;
  }
  return {Exit::ok, "no error"};
}

inline bool contains(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

}  // namespace mixup::test
