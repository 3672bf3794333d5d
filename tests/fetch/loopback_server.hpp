// loopback_server: an HTTP server on 127.0.0.1 that answers as a test wants, byte for byte.
#pragma once
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace mixup::test {

struct Request {
  std::string path, head;  // head: all lines, lower case
  int64_t from = 0;        // of "range: bytes=<from>-"
  bool has(std::string const& text) const { return head.find(text) != std::string::npos; }
};

/// Answers one connection after another; `answer` returns all bytes of an answer, headers and body, or less of them.
/// An answer that ends with kStall is followed by silence until the client gives up.
class LoopbackServer {
 public:
  static constexpr char kStall[] = "<<stall>>";

  explicit LoopbackServer(std::function<std::string(Request const&)> answer) : answer_(std::move(answer)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof place;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&place), size) != 0 || ::listen(listener_, 8) != 0)
      throw std::runtime_error("no loopback port");
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&place), &size);
    port_ = ntohs(place.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~LoopbackServer() {
    stop_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }

  std::string url(std::string const& path) const { return fmt::format("http://127.0.0.1:{}{}", port_, path); }
  std::vector<Request> requests() const {
    std::lock_guard<std::mutex> const hold(mutex_);
    return requests_;
  }

 private:
  static Request read_request(int fd) {
    std::string text;
    char buffer[4096];
    while (text.find("\r\n\r\n") == std::string::npos) {
      auto const got = ::recv(fd, buffer, sizeof buffer, 0);
      if (got <= 0) break;
      text.append(buffer, static_cast<size_t>(got));
    }
    Request request;
    auto const start = text.find(' ') + 1;
    request.path = text.substr(start, text.find(' ', start) - start);
    for (auto& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    request.head = text;
    if (auto const at = text.find("range: bytes="); at != std::string::npos)
      request.from = std::stoll(text.substr(at + 13));
    return request;
  }

  void serve() {
    while (!stop_) {
      int const fd = ::accept(listener_, nullptr, nullptr);
      if (fd < 0) continue;
      auto const request = read_request(fd);
      {
        std::lock_guard<std::mutex> const hold(mutex_);
        requests_.push_back(request);
      }
      auto bytes = answer_(request);
      std::string const stall = kStall;
      bool const silent =
          bytes.size() >= stall.size() && bytes.compare(bytes.size() - stall.size(), stall.size(), stall) == 0;
      if (silent) bytes.resize(bytes.size() - stall.size());
      for (size_t sent = 0; sent < bytes.size();) {
        auto const n = ::send(fd, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (n <= 0) break;
        sent += static_cast<size_t>(n);
      }
      char one;
      while (silent && ::recv(fd, &one, 1, 0) > 0) continue;  // returns when the client has gone
      ::close(fd);
    }
  }

  std::function<std::string(Request const&)> answer_;
  int listener_ = -1, port_ = 0;
  std::atomic<bool> stop_{false};
  mutable std::mutex mutex_;
  std::vector<Request> requests_;
  std::thread thread_;
};

inline std::string answer_whole(std::string const& body, std::string const& headers = "") {
  return fmt::format("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n{}Connection: close\r\n\r\n{}", body.size(), headers,
                     body);
}

inline std::string answer_rest(std::string const& body, int64_t from, std::string const& headers = "") {
  auto const rest = body.substr(static_cast<size_t>(from));
  return fmt::format(
      "HTTP/1.1 206 Partial Content\r\nContent-Length: {}\r\nContent-Range: bytes {}-{}/{}\r\n{}Connection: "
      "close\r\n\r\n{}",
      rest.size(), from, body.size() - 1, body.size(), headers, rest);
}

/// The headers promise the whole, the connection ends after `count` bytes of the body.
inline std::string answer_cut(std::string const& body, size_t count, std::string const& headers = "") {
  auto const whole = answer_whole(body, headers);
  return whole.substr(0, whole.size() - body.size() + count);
}

/// Bytes that differ everywhere, so that a wrong offset shows.
inline std::string numbered(size_t count) {
  std::string out;
  for (size_t i = 0; out.size() < count; ++i) out += fmt::format("{};", i);
  out.resize(count);
  return out;
}

}  // namespace mixup::test
