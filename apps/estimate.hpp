// estimate: how long a run will take, from records of the same net.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "results/record.hpp"

namespace mixup {

class Estimate {
 public:
  /// Reads the records below `folder`.
  explicit Estimate(std::string const& folder);

  /// Seconds of training and evaluation, from the slowest figure of the nearest record of the same net: same width if
  /// there is one, else scaled by width squared (convolutions cost in x out channels). Empty without such a record.
  std::optional<double> seconds(Run const& run) const;

 private:
  std::vector<Record> records_;
};

}  // namespace mixup
