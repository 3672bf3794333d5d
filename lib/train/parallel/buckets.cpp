#include "train/parallel/buckets.hpp"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/zeros.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/function_hook.h>
#include <torch/csrc/autograd/variable.h>

#include <functional>

#include "core/error.hpp"

namespace mixup::train {

namespace {

/// Called when the gradient of a parameter is complete.
class Hook : public torch::autograd::FunctionPostHook {
 public:
  explicit Hook(std::function<void()> came) : came_(std::move(came)) {}
  torch::autograd::variable_list operator()(torch::autograd::variable_list const& outputs,
                                            torch::autograd::variable_list const&) override {
    came_();
    return outputs;
  }

 private:
  std::function<void()> came_;
};

}  // namespace

Buckets::Buckets(Group& group, NamedTensors const& parameters, int64_t first, int64_t others) : group_(group) {
  if (group.size() == 1) return;
  NamedTensors next;
  int64_t bytes = 0;
  for (auto it = parameters.rbegin(); it != parameters.rend(); ++it) {
    if (it->second.scalar_type() != at::kFloat || !it->second.is_non_overlapping_and_dense())
      throw error(Exit::bug, "{}: gradients are summed over ranks for dense float parameters alone", it->first);
    next.push_back(*it);
    bytes += static_cast<int64_t>(it->second.nbytes());
    if (bytes < (buckets_.empty() ? first : others)) continue;
    make_bucket(next);
    next.clear();
    bytes = 0;
  }
  if (!next.empty()) make_bucket(next);
  for (size_t i = 0; i < slots_.size(); ++i) {
    auto sink = torch::autograd::impl::grad_accumulator(slots_[i].parameter);  // a pointer of one kind or another
    sink->add_post_hook(std::make_unique<Hook>([this, i] { came(i); }));
    slots_[i].sink = std::make_shared<decltype(sink)>(std::move(sink));
  }
}

void Buckets::make_bucket(NamedTensors const& parameters) {
  Bucket bucket;
  int64_t size = 0;
  for (auto const& [name, parameter] : parameters) size += parameter.numel();
  bucket.flat = at::zeros({size}, parameters.front().second.options().requires_grad(false));
  int64_t begin = 0;
  for (auto const& [name, parameter] : parameters) {
    auto const sum =
        bucket.flat.narrow(0, begin, parameter.numel()).as_strided(parameter.sizes(), parameter.strides(), begin);
    bucket.slots.push_back(slots_.size());
    slots_.push_back({parameter, sum, buckets_.size(), nullptr});
    begin += parameter.numel();
  }
  buckets_.push_back(std::move(bucket));
}

void Buckets::expect() {
  expecting_ = true;
  for (auto& bucket : buckets_) bucket.missing = bucket.slots.size();
}

void Buckets::came(size_t slot) {
  if (!expecting_) return;
  --buckets_[slots_[slot].bucket].missing;
  while (begun_ < buckets_.size() && buckets_[begun_].missing == 0) begin(buckets_[begun_++]);
}

void Buckets::begin(Bucket& bucket) {
  at::NoGradGuard const no_grad;
  for (auto const i : bucket.slots) {
    auto const& gradient = slots_[i].parameter.grad();
    if (gradient.defined())
      slots_[i].sum.copy_(gradient);
    else
      slots_[i].sum.zero_();
  }
  bucket.pending = group_.sum(bucket.flat);
}

void Buckets::finish() {
  if (buckets_.empty()) return;
  expecting_ = false;
  early_ = begun_;
  while (begun_ < buckets_.size()) begin(buckets_[begun_++]);
  for (auto& bucket : buckets_) bucket.pending->wait();
  for (auto& slot : slots_) slot.parameter.mutable_grad() = slot.sum;
  for (auto& bucket : buckets_) bucket.pending.reset();
  begun_ = 0;
}

}  // namespace mixup::train
