#include "train/epoch_sums.hpp"

#include <numeric>

#include "core/error.hpp"
#include "train/checkpoints.hpp"

namespace mixup::train {

Json place(int64_t epoch, EpochSums const& sums) {
  return {{"epoch", epoch},    {"steps", sums.steps}, {"images", sums.images},
          {"loss", sums.loss}, {"error", sums.error}, {"seconds", sums.seconds}};
}

std::pair<int64_t, EpochSums> place_from(Json const& state) {
  EpochSums sums;
  sums.steps = state.at("steps");
  sums.images = state.at("images");
  sums.loss = state.at("loss");
  sums.error = state.value("error", 0.0);  // loops whose answers are not judged step by step may have none
  sums.seconds = state.at("seconds");
  return {state.at("epoch"), sums};
}

std::string place_in_words(int64_t epoch, EpochSums const& sums) {
  return sums.steps > 0 ? fmt::format("epoch {}, step {}", epoch + 1, sums.steps)
                        : fmt::format("the end of epoch {}", epoch);
}

std::string not_finite(std::string const& what, int64_t epoch, std::string const& where,
                       Checkpoints const& checkpoints) {
  return fmt::format("{} was not finite in epoch {}, {}{}", what, epoch + 1, where,
                     checkpoints.last().empty() ? "" : "; the last checkpoint is of " + checkpoints.last());
}

void add_pace(Json& metrics, std::vector<double> const& seconds, int64_t images) {
  double const all = std::accumulate(seconds.begin(), seconds.end(), 0.0);
  metrics["train_seconds"] = all;
  metrics["images_per_second"] = static_cast<double>(images * static_cast<int64_t>(seconds.size())) / all;
}

}  // namespace mixup::train
