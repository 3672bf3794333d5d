#include "train/parallel/meeting.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstring>
#include <thread>

#include "core/error.hpp"
#include "core/temporary_folder.hpp"

namespace mixup::train {
namespace {

using Clock = std::chrono::steady_clock;

class Socket {
 public:
  explicit Socket(int fd) : fd_(fd) {
    if (fd_ < 0) throw error(Exit::io, "no socket to meet other ranks: {}", std::strerror(errno));
  }
  ~Socket() { ::close(fd_); }
  Socket(Socket const&) = delete;
  Socket& operator=(Socket const&) = delete;
  operator int() const { return fd_; }

 private:
  int fd_;
};

Socket local_socket() { return Socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)); }

struct Name {
  sockaddr_un address{};
  socklen_t size = 0;
  sockaddr const* get() const { return reinterpret_cast<sockaddr const*>(&address); }
};

/// A name of this user, behind a byte 0.
Name name_of_meeting(std::string const& key) {
  auto const text = fmt::format("mixup-bench-{}-{}", ::getuid(), key);
  Name out;
  if (text.size() + 1 > sizeof out.address.sun_path)
    throw error(Exit::usage, "the name \"{}\" of this start of ranks is too long, allowed are {} letters", key,
                sizeof out.address.sun_path - 20);
  out.address.sun_family = AF_UNIX;
  std::memcpy(out.address.sun_path + 1, text.data(), text.size());
  out.size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + text.size());
  return out;
}

double seconds_left(Clock::time_point end) { return std::chrono::duration<double>(end - Clock::now()).count(); }

bool is_ours(int connection) {
  ucred who{};
  socklen_t size = sizeof who;
  return ::getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &who, &size) == 0 && who.uid == ::getuid();
}

/// Tells each of the others, as they come.
std::string invite(Ranks const& ranks, Name const& name, Clock::time_point end) {
  auto const socket = local_socket();
  if (::bind(socket, name.get(), name.size) != 0 || ::listen(socket, ranks.size) != 0)
    throw error(Exit::usage, "{}: another start of ranks on this machine has the same meeting place, {}: {}",
                ranks.said_by, ranks.place.key, std::strerror(errno));
  static TemporaryFolder const folder;  // until rank 0 exits: it is the last that asks the others for anything
  auto const file = folder.path() + "/meeting";
  for (int told = 1; told < ranks.size;) {
    pollfd wait{socket, POLLIN, 0};
    if (seconds_left(end) <= 0)
      throw error(Exit::again, "{} of {} ranks came within {} seconds ({})", told, ranks.size, ranks.timeout,
                  ranks.said_by);
    if (::poll(&wait, 1, /*milliseconds=*/100) <= 0) continue;
    Socket const guest(::accept4(socket, nullptr, nullptr, SOCK_CLOEXEC));
    if (!is_ours(guest)) continue;
    if (::send(guest, file.data(), file.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(file.size())) ++told;
  }
  return file;
}

std::string ask(Ranks const& ranks, Name const& name, Clock::time_point end) {
  for (;;) {
    auto const socket = local_socket();
    if (::connect(socket, name.get(), name.size) == 0 && is_ours(socket)) {
      std::string file;
      char bytes[4096];
      for (ssize_t count; (count = ::read(socket, bytes, sizeof bytes)) > 0;)
        file.append(bytes, static_cast<size_t>(count));
      if (!file.empty()) return file;
    }
    if (seconds_left(end) <= 0)
      throw error(Exit::again, "rank {} of {} did not find rank 0 within {} seconds ({})", ranks.rank, ranks.size,
                  ranks.timeout, ranks.said_by);
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

}  // namespace

std::string meet(Ranks const& ranks) {
  auto const end = Clock::now() + std::chrono::milliseconds(static_cast<int64_t>(1000 * ranks.timeout));
  auto const name = name_of_meeting(ranks.place.key);
  return ranks.first() ? invite(ranks, name, end) : ask(ranks, name, end);
}

}  // namespace mixup::train
