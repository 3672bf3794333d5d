#include "train/calibration.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/ops/softmax.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace mixup::train {
namespace {

constexpr size_t kBins = 15;

/// The bin whose upper edge is the first not below p.
size_t bin_of(double p) {
  auto const edge = std::ceil(p * static_cast<double>(kBins));
  return static_cast<size_t>(std::clamp(edge, 1.0, static_cast<double>(kBins))) - 1;
}

}  // namespace

Confidence confidence(at::Tensor const& logits, at::Tensor const& y) {
  auto const p = at::softmax(logits.to(at::kFloat), 1);
  auto const of_truth = p.gather(1, y.unsqueeze(1)).squeeze(1);
  return {logits.argmax(1) != y, p.amax(1), (p * p).sum(1) - 2 * of_truth + 1};
}

Calibration calibrate(Confidence const& answers) {
  auto const wrong = answers.wrong.cpu().contiguous();
  auto const most = answers.most.cpu().to(at::kDouble).contiguous();
  std::vector<double> right(kBins), sure(kBins);
  std::vector<int64_t> count(kBins);
  for (int64_t i = 0; i < wrong.numel(); ++i) {
    auto const b = bin_of(most.data_ptr<double>()[i]);
    right[b] += wrong.data_ptr<bool>()[i] ? 0 : 1;
    sure[b] += most.data_ptr<double>()[i];
    ++count[b];
  }
  Calibration out;
  out.brier = answers.brier.to(at::kDouble).mean().item<double>();
  for (size_t b = 0; b < kBins; ++b) {
    out.ece += 100 * std::abs(right[b] - sure[b]) / static_cast<double>(wrong.numel());
    auto const n = static_cast<double>(std::max<int64_t>(count[b], 1));
    right[b] /= n;
    sure[b] /= n;
  }
  out.reliability = {{"confidence", sure}, {"accuracy", right}, {"count", count}};
  return out;
}

Json to_json(Calibration const& calibration) {
  return {{"brier", calibration.brier}, {"ece", calibration.ece}, {"reliability", calibration.reliability}};
}

Calibration calibration_from_json(Json const& json) {
  return {json.at("brier"), json.at("ece"), json.at("reliability")};
}

}  // namespace mixup::train
