// streams: stdout, which must be taken, and stderr, which is a courtesy.
#pragma once
#include <fmt/format.h>

#include <string>
#include <utility>

#include "core/error.hpp"

namespace mixup {

/// Whoever read stdout has gone (`| head`): the program ends as quietly as one that SIGPIPE ends, 128 + 13.
constexpr Exit kClosedPipe{141};

/// To be called before anything is opened. A stream that the caller closed gets /dev/null that cannot be written, so
/// that no file of ours ever has its number; a reader that goes away, and a file that would become
/// too large (ulimit -f), make an error and no signal.
void set_up_streams();

/// Writes to stdout. Exit::io with the reason when it is not taken, kClosedPipe when the reader has gone.
void write_result(std::string const& text);

/// Everything is out of our buffers and taken, or the errors of write_result.
void flush_results();

/// The same, and network file systems say what they could not keep. The last use of stdout.
void close_results();

/// Writes to stderr; text that nobody takes is no loss, and ends no run.
void write_notice(std::string const& text);

template <class... Args>
void print_result(fmt::format_string<Args...> format, Args&&... args) {
  write_result(fmt::format(format, std::forward<Args>(args)...));
}

template <class... Args>
void print_notice(fmt::format_string<Args...> format, Args&&... args) {
  write_notice(fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace mixup
