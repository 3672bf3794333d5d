// memo: makes each value once per process, so that twenty seeds do not read and parse a data set twenty times.
#pragma once
#include <map>
#include <mutex>
#include <string>

namespace mixup {

template <class T>
class Memo {
 public:
  /// The value of `key`, made by `make()` on the first call; the reference stays valid.
  template <class Make>
  T const& get(std::string const& key, Make make) {
    std::lock_guard<std::mutex> lock(mutex_);
    auto it = values_.find(key);
    if (it == values_.end()) it = values_.emplace(key, make()).first;
    return it->second;
  }

 private:
  std::mutex mutex_;
  std::map<std::string, T> values_;
};

}  // namespace mixup
