#include "train/stepper.hpp"

#include <ATen/ops/empty.h>

#include <cstring>

namespace mixup::train {
namespace {

constexpr int kCalls = 3;  // before a step is recorded: libraries set themselves up (PyTorch's notes on CUDA graphs)
constexpr int64_t kAlign = 256;  // bytes, as LibTorch's allocator of GPU memory has it

std::vector<int64_t> sizes_of(std::vector<at::Tensor*> const& tensors) {
  std::vector<int64_t> out;
  for (auto const* tensor : tensors) {
    out.push_back(tensor->dim());
    out.insert(out.end(), tensor->sizes().begin(), tensor->sizes().end());
  }
  return out;
}

int64_t room(at::Tensor const& tensor) {
  return (static_cast<int64_t>(tensor.nbytes()) + kAlign - 1) / kAlign * kAlign;
}

/// The tensors behind each other, in memory from which a GPU reads by itself.
at::Tensor packed(std::vector<at::Tensor*> const& tensors, at::Device device) {
  int64_t size = 0;
  for (auto const* tensor : tensors) size += room(*tensor);
  auto out = at::empty({size}, at::TensorOptions(at::kByte).pinned_memory(device.is_cuda()));
  auto* to = out.data_ptr<uint8_t>();
  for (auto const* tensor : tensors) {  // dense, channels last or not: their views have the same strides
    std::memcpy(to, tensor->data_ptr(), tensor->nbytes());
    to += room(*tensor);
  }
  return out;
}

/// Views of what `packed` wrote, in place of the tensors themselves.
void become_views(std::vector<at::Tensor*> const& tensors, at::Tensor const& bytes) {
  int64_t begin = 0;
  for (auto* tensor : tensors) {
    auto const flat = bytes.narrow(0, begin, static_cast<int64_t>(tensor->nbytes())).view(tensor->scalar_type());
    begin += room(*tensor);
    *tensor = flat.as_strided(tensor->sizes(), tensor->strides());
  }
}

}  // namespace

std::vector<at::Tensor*> tensors_of(StepDraws& draws) {
  std::vector<at::Tensor*> out{&draws.number, &draws.rate};
  for (auto& p : draws.pieces)
    for (auto* tensor : {&p.batch.x, &p.batch.y, &p.choice.rows, &p.choice.crops, &p.noise, &p.blend.weights,
                         &p.blend.rows, &p.blend.pasted})
      if (tensor->defined()) out.push_back(tensor);
  return out;
}

void Stepper::operator()(StepDraws const& drawn, Body const& body) {
  if (device_.is_cpu() && !records()) return body(drawn);
  auto there = drawn;
  auto const tensors = tensors_of(there);
  auto& kind = kinds_[sizes_of(tensors)];
  auto const bytes = packed(tensors, device_);
  if (!kind.bytes.defined()) kind.bytes = at::empty(bytes.sizes(), at::TensorOptions(at::kByte).device(device_));
  kind.bytes.copy_(bytes, /*non_blocking=*/true);
  if (kind.recording) return kind.recording->replay();
  become_views(tensors, kind.bytes);
  if (!records() || kind.calls++ < kCalls) return body(there);
  kind.recording = recorder_([body, there] { body(there); });
  kind.recording->replay();
}

}  // namespace mixup::train
