#include "train/fit_state.hpp"

namespace mixup::train {

Snapshot snapshot(FitState const& state, Net const& net, Optimizer const& optimizer) {
  Snapshot out;
  add(out, "net", net.state());
  add(out, "optimizer", optimizer.state());
  auto const& sums = state.sums;
  out.state = {{"epoch", state.epoch},          {"steps", sums.steps},
               {"images", sums.images},         {"loss", sums.loss},
               {"error", sums.error},           {"seconds", sums.seconds},
               {"curve", to_json(state.curve)}, {"calibration", to_json(state.curve.calibration)}};
  out.where = sums.steps > 0 ? fmt::format("epoch {}, step {}", state.epoch + 1, sums.steps)
                             : fmt::format("the end of epoch {}", state.epoch);
  return out;
}

FitState restore(Snapshot const& snapshot, Net const& net, Optimizer& optimizer) {
  FitState out;
  auto const& state = snapshot.state;
  out.epoch = state.at("epoch");
  out.sums.steps = state.at("steps");
  out.sums.images = state.at("images");
  out.sums.loss = state.at("loss");
  out.sums.error = state.at("error");
  out.sums.seconds = state.at("seconds");
  out.curve = curve_from_json(state.at("curve"));
  out.curve.calibration = calibration_from_json(state.at("calibration"));
  copy_into(net.state(), under(snapshot, "net"));
  optimizer.load(under(snapshot, "optimizer"));
  return out;
}

}  // namespace mixup::train
