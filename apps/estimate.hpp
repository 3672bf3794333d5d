// estimate: how long a run will take, from records of the same net.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "results/record.hpp"

namespace mixup {

class Estimate {
 public:
  /// Reads the records below `folder`; when one cannot be read it says so and knows less, which is no reason not to
  /// run.
  explicit Estimate(std::string const& folder);

  /// Learns from a run that was made; one that was not done, or whose net was found, says nothing of a cost.
  void add(Record record);

  /// Seconds of training and evaluation by the record of the same net that is nearest: of the experiment itself if there
  /// is one, else the training of another; then in width; then the latest. It is scaled by width squared
  /// (convolutions cost in x out channels) and by the area of photographs, whatever machine it is from. Empty without
  /// such a record.
  std::optional<double> seconds(Run const& run) const;

 private:
  std::vector<Record> records_;
};

}  // namespace mixup
