#include "apps/streams.hpp"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace mixup {
namespace {

[[noreturn]] void not_taken(int reason) {
  if (reason == EPIPE) throw Error(kClosedPipe, "standard output: whoever read it has gone");
  throw error(Exit::io, "standard output: cannot write: {}", std::strerror(reason));
}

}  // namespace

void set_up_streams() {
  for (int const fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (::fcntl(fd, F_GETFD) < 0 && errno == EBADF)
      ::open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);      // the lowest free number, which is fd
  for (int const signal : {SIGPIPE, SIGXFSZ}) ::signal(signal, SIG_IGN);  // the write itself fails, which is enough
}

void write_result(std::string const& text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) not_taken(errno);
}

void flush_results() {
  if (std::fflush(stdout) != 0) not_taken(errno);
}

void close_results() {
  flush_results();
  if (::close(STDOUT_FILENO) != 0) not_taken(errno);
}

void write_notice(std::string const& text) {
  static_cast<void>(std::fwrite(text.data(), 1, text.size(), stderr));
  std::fflush(stderr);
}

}  // namespace mixup
