#include "train/tally.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/minimum.h>
#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace mixup::train {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
// A wait costs a GPU the time in which the next step is drawn, under a millisecond: little after so many steps. Nobody
// sees progress more often than so many times per second.
constexpr int64_t kSteps = 64;
constexpr std::chrono::milliseconds kLong(200);

}  // namespace

Tally::Tally(at::Device device, int64_t every, bool by_steps)
    : values_(at::zeros({4}, at::TensorOptions(at::kDouble).device(device))),
      sums_(values_.narrow(0, 0, 2)),
      faults_(values_.narrow(0, 2, 2)),
      every_(every > 0         ? every
             : device.is_cpu() ? 1
                               : kSteps),
      by_steps_(by_steps) {}

void Tally::start(EpochSums const& sums) {
  values_.copy_(at::tensor({sums.loss, sums.error, kNever, kNever}));
  since_ = 0;
  read_ = std::chrono::steady_clock::now();
}

void Tally::add(at::Tensor const& loss, at::Tensor const& error, int64_t images) {
  if (plain()) {  // a step of a small net is no longer than these few operations
    auto* const sums = values_.data_ptr<double>();
    sums[0] += loss.item<double>() * static_cast<double>(images);
    sums[1] += error.item<double>() * static_cast<double>(images);
    return;
  }
  at::NoGradGuard const no_grad;
  sums_.add_(at::stack({loss, error}), images);
}

at::Tensor Tally::close(at::Tensor const& number, at::Tensor const& finite_gradients) {
  if (plain()) {
    auto* const values = values_.data_ptr<double>();
    auto const fail = [&](int which) { values[which] = std::min(values[which], number.item<double>()); };
    if (!std::isfinite(values[0])) fail(2);
    if (!finite_gradients.item<bool>()) fail(3);
    return at::scalar_tensor(values[2] == kNever && values[3] == kNever, at::kBool);
  }
  auto const finite_loss = sums_[0].abs() < kNever;  // false for NaN, too; a sum stays what a loss made it
  auto const fault = at::where(at::stack({finite_loss, finite_gradients}), kNever, number);
  at::minimum_out(faults_, faults_, fault);
  return (faults_ == kNever).all();
}

bool Tally::due() { return ++since_ >= every_ || (!by_steps_ && std::chrono::steady_clock::now() - read_ >= kLong); }

std::string Tally::read(EpochSums& sums) {
  auto const there = plain() ? values_ : values_.cpu();
  auto const* values = there.data_ptr<double>();
  since_ = 0;
  read_ = std::chrono::steady_clock::now();
  sums.loss = values[0];
  sums.error = values[1];
  double const loss = values[2], gradient = values[3];
  if (std::min(loss, gradient) == kNever) return "";
  sums.steps = static_cast<int64_t>(std::min(loss, gradient));
  return loss <= gradient ? "the loss" : "the gradient";
}

}  // namespace mixup::train
