#include "train/parallel/address.hpp"

#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>

#include "core/error.hpp"

namespace mixup::train {

std::string address_towards(std::string const& host, int port) {
  addrinfo wish{}, *found = nullptr;
  wish.ai_socktype = SOCK_DGRAM;
  auto const failed = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &wish, &found);
  if (failed != 0) throw error(Exit::usage, "MASTER_ADDR: got \"{}\": {}", host, ::gai_strerror(failed));
  std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> const all(found, ::freeaddrinfo);
  for (auto const* one = found; one; one = one->ai_next) {
    int const fd = ::socket(one->ai_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);  // to connect it chooses a way, no more
    if (fd < 0) continue;
    sockaddr_storage own{};
    socklen_t size = sizeof own;
    char text[NI_MAXHOST] = "";
    bool const known =
        ::connect(fd, one->ai_addr, one->ai_addrlen) == 0 &&
        ::getsockname(fd, reinterpret_cast<sockaddr*>(&own), &size) == 0 &&
        ::getnameinfo(reinterpret_cast<sockaddr*>(&own), size, text, sizeof text, nullptr, 0, NI_NUMERICHOST) == 0;
    ::close(fd);
    if (!known) continue;
    return text;
  }
  throw error(Exit::usage, "MASTER_ADDR: got \"{}\", no address of this machine leads there", host);
}

}  // namespace mixup::train
