// estimate: how long a run will take, from records of the same net.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "results/record.hpp"

namespace mixup {

class Estimate {
 public:
  /// Reads the records below `folder`; when one cannot be read it says so and knows less, which is no reason not to
  /// run. With a `device` of "cpu" or "cuda" those of the other kind say nothing.
  explicit Estimate(std::string const& folder, std::string const& device = "auto");

  /// Learns from a run that was made; one that was not done, or whose net was found, says nothing of a cost.
  void add(Record const& record);

  /// Seconds of training and evaluation by the runs of the same net that are nearest: of the experiment itself if there
  /// are any, else the training of another; then in width; then by the operators (environment.kernels) of the latest of
  /// them, since others have another pace; then those that differ in the fewest fields. The median
  /// of the latest five, since one may have been made beside other work. It is scaled by the examples, by the width (as
  /// measured, docs/figures.md) and by the area of photographs, whatever machine they are from. Empty without any.
  std::optional<double> seconds(Run const& run) const;

 private:
  struct Cost {
    std::string ended;
    double whole, training;  // seconds
  };
  struct Point {  // the runs that differ in their seeds alone
    Run run;
    Json fields;
    std::string kernels;  // that made them
    std::vector<Cost> costs;
    std::string latest() const;  // when the last of them ended
  };
  using Points = std::vector<Point const*>;

  Points nearest(Run const& run) const;

  std::string device_;
  std::map<std::string, Point> points_;
};

}  // namespace mixup
