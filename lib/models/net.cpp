#include "models/net.hpp"

#include "models/stage.hpp"

namespace mixup {

Net::Net() : root_(std::make_shared<torch::nn::Module>()) {}

Net& Net::stage(Parts parts, Hook forward) {
  for (auto& [name, module] : parts) root_->register_module(name, std::move(module));
  stages_.push_back(std::move(forward));
  return *this;
}

Net& Net::front(Hook stage) {
  stages_.insert(stages_.begin(), std::move(stage));
  return *this;
}

at::Tensor Net::forward(at::Tensor x, int64_t at, Hook const& hook) const {
  for (size_t i = 0; i < stages_.size(); ++i) {
    if (hook && static_cast<int64_t>(i) == at) x = hook(x);
    x = stages_[i](x);
  }
  return x;
}

void Net::train(bool on) const { root_->train(on); }

void Net::to(at::Device device) const { root_->to(device); }

void Net::channels_last() const {
  // There is no Module::to(memory_format) in C++.
  for (auto& p : root_->parameters())
    if (p.dim() == 4) p.set_data(p.contiguous(at::MemoryFormat::ChannelsLast));
}

NamedTensors Net::parameters() const {
  NamedTensors out;
  for (auto const& p : root_->named_parameters()) out.emplace_back(p.key(), p.value());
  return out;
}

NamedTensors Net::state() const {
  auto out = parameters();
  for (auto const& b : root_->named_buffers()) out.emplace_back(b.key(), b.value());
  return out;
}

int64_t Net::parameter_count() const {
  int64_t count = 0;
  for (auto const& p : root_->parameters()) count += p.numel();
  return count;
}

}  // namespace mixup
