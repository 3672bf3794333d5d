// expect_error: the error that a call throws, to look at its text and its exit code.
#pragma once
#include <string>

#include "core/error.hpp"

/// An Error with an empty text when nothing was thrown.
template <class F>
mixup::Error error_of(F const& call) {
  try {
    call();
  } catch (mixup::Error const& e) {
    return e;
  }
  return {mixup::Exit::ok, ""};
}

inline bool contains(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }
