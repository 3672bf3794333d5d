#include "apps/message.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/json.hpp"

namespace mixup {
namespace {

constexpr double kEvery = 0.1;  // seconds between two messages of one run's steps: as often as a live line is drawn

Message parsed(std::string const& line) {
  auto const json = Json::parse(line);
  return {static_cast<Message::Kind>(json.at("kind").get<int>()), json.at("job"), json.at("share"), json.at("text"),
          static_cast<Exit>(json.at("exit").get<int>())};
}

}  // namespace

void send(int pipe, Message const& message) {
  Json const json = {{"kind", static_cast<int>(message.kind)},
                     {"job", message.job},
                     {"share", message.share},
                     {"text", message.text},
                     {"exit", static_cast<int>(message.exit)}};
  auto const line = json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  for (size_t sent = 0; sent < line.size();) {
    auto const count = ::write(pipe, line.data() + sent, line.size() - sent);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw error(Exit::io, "the program that started this worker does not listen: {}", strerror(errno));
    sent += static_cast<size_t>(count);
  }
}

std::vector<Message> Inbox::take(std::string const& bytes) {
  begun_ += bytes;
  std::vector<Message> out;
  size_t begin = 0;
  for (size_t end; (end = begun_.find('\n', begin)) != std::string::npos; begin = end + 1)
    out.push_back(parsed(begun_.substr(begin, end - begin)));
  begun_.erase(0, begin);
  return out;
}

void Reported::step(int64_t epoch, int64_t epochs, int64_t step, int64_t steps, double /*images_per_second*/) {
  auto const now = std::chrono::steady_clock::now();
  if (now - sent_ < std::chrono::duration<double>(kEvery)) return;
  sent_ = now;
  send(pipe_, {Message::Kind::at_work, job_, share_of(epoch, epochs, step, steps), "", Exit::ok});
}

void Reported::note(std::string const& text) { send(pipe_, {Message::Kind::note, job_, 0, text, Exit::ok}); }

}  // namespace mixup
