// message: what a worker tells the program that started it, as lines of JSON through a pipe.
#pragma once
#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/progress.hpp"

namespace mixup {

/// One line. `job` is the place of the run in the list that both know.
struct Message {
  enum class Kind { at_work, note, made, elsewhere, error } kind = Kind::at_work;
  size_t job = 0;
  double share = 0;      // at_work: how much of the run is done, 0 ... 1
  std::string text;      // of note, elsewhere and error
  Exit exit = Exit::ok;  // of error
};

/// Writes it whole: lines of several threads do not mix. Errors: Exit::io when nobody reads.
void send(int pipe, Message const& message);

/// Bytes of a pipe in pieces of any size -> the messages whose lines are whole.
class Inbox {
 public:
  std::vector<Message> take(std::string const& bytes);

 private:
  std::string begun_;  // a line whose end has not come
};

/// A run's progress as messages.
class Reported : public Progress {
 public:
  Reported(int pipe, size_t job) : pipe_(pipe), job_(job) {}
  void step(int64_t epoch, int64_t epochs, int64_t step, int64_t steps, double images_per_second) override;
  void note(std::string const& text) override;

 private:
  int pipe_;
  size_t job_;
  std::chrono::steady_clock::time_point sent_;
};

}  // namespace mixup
