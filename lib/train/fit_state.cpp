#include "train/fit_state.hpp"

#include <tuple>

namespace mixup::train {

Snapshot snapshot(FitState const& state, Net const& net, Optimizer const& optimizer) {
  Snapshot out;
  add(out, "net", net.state());
  add(out, "optimizer", optimizer.state());
  out.state = place(state.epoch, state.sums);
  out.state["curve"] = to_json(state.curve);
  out.state["calibration"] = to_json(state.curve.calibration);
  out.where = place_in_words(state.epoch, state.sums);
  return out;
}

FitState restore(Snapshot const& snapshot, Net const& net, Optimizer& optimizer) {
  FitState out;
  auto const& state = snapshot.state;
  std::tie(out.epoch, out.sums) = place_from(state);
  out.curve = curve_from_json(state.at("curve"));
  out.curve.calibration = calibration_from_json(state.at("calibration"));
  copy_into(net.state(), under(snapshot, "net"));
  optimizer.load(under(snapshot, "optimizer"));
  return out;
}

}  // namespace mixup::train
