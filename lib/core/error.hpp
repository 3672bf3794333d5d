// error: the one exception type, thrown where something comes in (files, specs, names), and the exit codes of the
// program.
#pragma once
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <stdexcept>
#include <string>

namespace mixup {

/// Process exit codes; 65-75 are those of BSD sysexits.h, 128 + N those of a shell for signal N.
enum class Exit : int {
  ok = 0,
  failed = 1,         // a run failed or diverged
  usage = 2,          // a flag, name or value that is not allowed
  data = 65,          // a file whose content is not what it must be
  unavailable = 69,   // what is needed is not there: a data set, a server, a net that was kept, gnuplot
  bug = 70,           // an exception nobody expected
  io = 74,            // disk full, no permission, read-only folder
  again = 75,         // stopped by SIGUSR1, as a cluster sends before it takes a machine back: the same command goes on
  interrupted = 130,  // stopped by SIGINT
  terminated = 143,   // stopped by SIGTERM
};

/// Says where, what was given and what is allowed; `code` is how the process ends when nobody catches it earlier.
class Error : public std::runtime_error {
 public:
  Error(Exit code, std::string const& what) : std::runtime_error(what), code(code) {}
  Exit code;
};

/// throw error(Exit::data, "{}: byte {}: label {}, allowed 0 ... {}", path, offset, label, classes - 1);
template <class... Args>
Error error(Exit code, fmt::format_string<Args...> format, Args&&... args) {
  return {code, fmt::format(format, std::forward<Args>(args)...)};
}

}  // namespace mixup
