// loader: makes the batches of an epoch ahead of the net that learns from them.
//
// A batch is a pure function of what is wanted, so threads change when it is made and never what it holds.
#pragma once
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "data/batch.hpp"

namespace mixup {

/// The arguments of make_batch.
struct Want {
  at::Tensor indices;
  Augment augment = Augment::none;
  uint64_t seed = 0;
};

class Loader {
 public:
  /// `threads` make batches, at most that many more than were taken, so memory stays flat. Data that lies in memory is
  /// read by the caller's own thread: a copy is cheaper than a queue.
  Loader(Dataset const& data, int threads, std::vector<Want> wants);
  ~Loader();
  Loader(Loader const&) = delete;
  Loader& operator=(Loader const&) = delete;

  /// The batches of `wants`, in their order. Errors of make_batch are thrown here.
  Batch next();

 private:
  struct Made {
    Batch batch;
    std::exception_ptr problem;
  };
  void work();

  Dataset const& data_;
  std::vector<Want> wants_;
  size_t taken_ = 0, claimed_ = 0, ahead_ = 0;
  bool stop_ = false;
  std::map<size_t, Made> made_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::thread> threads_;
};

}  // namespace mixup
