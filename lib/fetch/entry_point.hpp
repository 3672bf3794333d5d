// entry_point: what `mixup-bench data` asks of its module, which alone loads libcurl and libarchive.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "fetch/download.hpp"

namespace mixup {

struct DataOrder {
  std::string verb;  // list, fetch, verify, import
  std::vector<std::string> names;
  std::string root;  // folder of all data sets
  std::string path;  // import: what somebody has
  std::string from;  // fetch: one address instead of those of the catalogue
  bool link = false, partial = false;
  std::function<void(std::string const&)> say;     // results, one line for each
  std::function<void(std::string const&)> notice;  // what a person should know meanwhile
  std::function<void(std::string const& set, DownloadTick const&)> progress;
};

}  // namespace mixup

/// Carries out the order on every name; goes on after a failure and throws the first one's code with all reasons.
extern "C" void mixup_data(mixup::DataOrder const& order);
