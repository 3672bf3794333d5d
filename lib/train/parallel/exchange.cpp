#include "train/parallel/exchange.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>

#include <algorithm>
#include <cmath>

namespace mixup::train {
namespace {

constexpr double kMomentum = 0.1;  // of every batch norm here: LibTorch's default, which no model changes

/// What a net keeps beside its parameters: statistics are floating, counters whole numbers.
std::vector<at::Tensor> buffers_of(NamedTensors const& state, bool floating) {
  std::vector<at::Tensor> out;
  for (auto const& [name, tensor] : state)
    if (!tensor.requires_grad() && tensor.is_floating_point() == floating) out.push_back(tensor);
  return out;
}

}  // namespace

void spread(Group& group, NamedTensors const& tensors) {
  if (group.size() == 1) return;
  at::NoGradGuard const no_grad;
  for (auto [name, tensor] : tensors) {
    auto const dense = tensor.detach().contiguous();
    group.spread(dense);
    if (!dense.is_same(tensor)) tensor.copy_(dense);
  }
}

Exchange::Exchange(Group& group, NamedTensors const& parameters, NamedTensors const& state)
    : group_(group),
      buckets_(group, parameters),
      statistics_(buffers_of(state, true)),
      counters_(buffers_of(state, false)) {
  if (group.size() == 1 || statistics_.empty()) return;
  int64_t size = 0;
  for (auto const& tensor : statistics_) size += tensor.numel();
  flat_ = at::empty({size}, statistics_.front().options());
  old_ = at::empty_like(flat_);
}

void Exchange::gather_into(at::Tensor const& flat) const {
  int64_t begin = 0;
  for (auto const& tensor : statistics_) {
    flat.narrow(0, begin, tensor.numel()).copy_(tensor.view({-1}));
    begin += tensor.numel();
  }
}

/// A piece leaves 1 - m of a running statistic and adds m times its own: after k pieces (1 - m)^k of it is left, and
/// what an earlier rank added is diminished by the pieces of the later ones.
void Exchange::start(at::Tensor const& sums, int64_t pieces, int64_t each) {
  if (group_.size() == 1) return;
  sums_ = sums;
  before_ = sums.clone();
  auto const left_by = [&](int64_t count) { return std::pow(1 - kMomentum, static_cast<double>(count)); };
  auto const up_to = [&](int rank) { return std::min(pieces, each * rank); };  // pieces of the ranks before it
  auto const own = up_to(group_.rank() + 1) - up_to(group_.rank());
  of_others_ = pieces - own;
  own_ = left_by(own);
  later_ = left_by(pieces - up_to(group_.rank() + 1));
  all_ = left_by(pieces);
  if (flat_.defined()) gather_into(old_);
}

/// The share of this rank in the statistics: what it added.
void Exchange::begin() {
  begun_ = true;
  if (!flat_.defined()) return;
  at::NoGradGuard const no_grad;
  gather_into(flat_);
  flat_.sub_(old_, own_).mul_(later_);
  pending_ = group_.sum(flat_);
}

void Exchange::expect() {
  if (group_.size() == 1) return;
  begin();
  buckets_.expect();
}

void Exchange::finish() {
  if (group_.size() == 1) return;
  at::NoGradGuard const no_grad;
  if (!begun_) begin();
  begun_ = false;
  buckets_.finish();
  auto const added = sums_ - before_;
  group_.add_up(added);
  sums_.copy_(before_ + added);
  for (auto& counter : counters_) counter.add_(of_others_);
  if (!flat_.defined()) return;
  pending_->wait();
  flat_.add_(old_, all_);
  int64_t begin = 0;
  for (auto& tensor : statistics_) {
    tensor.copy_(flat_.narrow(0, begin, tensor.numel()).view(tensor.sizes()));
    begin += tensor.numel();
  }
}

}  // namespace mixup::train
