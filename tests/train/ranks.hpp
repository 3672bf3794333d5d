// ranks: ranks of a run as threads of one test, which meet in a file.
#pragma once
#include <exception>
#include <functional>
#include <thread>
#include <vector>

#include "scratch_folder.hpp"
#include "train/parallel/c10d_group.hpp"
#include "train/parallel/together.hpp"

namespace mixup::test {

/// Calls `be` in a thread for each of `size` ranks; the first exception is thrown here.
inline void on_ranks(int size, std::function<void(train::Together const&)> const& be, double timeout = 20) {
  ScratchFolder const folder;
  std::vector<std::thread> threads;
  std::vector<std::exception_ptr> problems(static_cast<size_t>(size));
  for (int rank = 0; rank < size; ++rank)
    threads.emplace_back([&, rank] {
      try {
        Ranks ranks{rank, size, "the test", {}, timeout};
        ranks.place.file = folder / "meeting";
        be({train::c10d_group(ranks), 1, rank, "here"});
      } catch (...) {
        problems[static_cast<size_t>(rank)] = std::current_exception();
      }
    });
  for (auto& thread : threads) thread.join();
  for (auto const& problem : problems)
    if (problem) std::rethrow_exception(problem);
}

}  // namespace mixup::test
