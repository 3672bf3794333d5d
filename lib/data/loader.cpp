#include "data/loader.hpp"

#include "core/error.hpp"

namespace mixup {

Loader::Loader(Dataset const& data, int threads, std::vector<Want> wants) : data_(data), wants_(std::move(wants)) {
  if (!data.examples) return;
  ahead_ = static_cast<size_t>(threads) + 1;
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

Loader::~Loader() {
  {
    std::lock_guard<std::mutex> const lock(mutex_);
    stop_ = true;
  }
  changed_.notify_all();
  for (auto& thread : threads_) thread.join();
}

void Loader::work() {
  for (;;) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return stop_ || claimed_ == wants_.size() || claimed_ < taken_ + ahead_; });
    if (stop_ || claimed_ == wants_.size()) return;
    size_t const mine = claimed_++;
    lock.unlock();
    Made made;
    try {
      made.batch = make_batch(data_, wants_[mine].indices, wants_[mine].augment, wants_[mine].seed);
    } catch (...) {
      made.problem = std::current_exception();
    }
    lock.lock();
    made_[mine] = std::move(made);
    lock.unlock();
    changed_.notify_all();
  }
}

Batch Loader::next() {
  if (taken_ == wants_.size()) throw error(Exit::bug, "Loader: all of {} batches are taken", wants_.size());
  if (threads_.empty()) {
    auto const& want = wants_[taken_++];
    return make_batch(data_, want.indices, want.augment, want.seed);
  }
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock, [this] { return made_.count(taken_) > 0; });
  auto made = std::move(made_.at(taken_));
  made_.erase(taken_++);
  lock.unlock();
  changed_.notify_all();
  if (made.problem) std::rethrow_exception(made.problem);
  return std::move(made.batch);
}

}  // namespace mixup
