#include "train/numerics.hpp"

#include <ATen/Context.h>
#include <torch/cuda.h>

#include "core/error.hpp"
#include "kernels/dot_tiles.hpp"
#include "train/machine.hpp"
#include "train/precision.hpp"
#include "train/torch_version.hpp"

namespace mixup::train {
namespace {

at::Device choose_device(std::string const& wish, Progress& progress, int local) {
  bool const cuda = torch::cuda::is_available();
  if (wish == "auto" && !cuda && at::globalContext().hasCUDART())  // somebody built for a GPU
    progress.note("no CUDA device is seen: computing on the CPU");
  if (wish == "cpu" || (wish == "auto" && !cuda)) return at::kCPU;
  if (wish == "auto" || wish == "cuda") {
    if (cuda) return {at::kCUDA, static_cast<at::DeviceIndex>(local % static_cast<int>(torch::cuda::device_count()))};
    throw error(Exit::usage, "--device cuda: this LibTorch sees no CUDA device; allowed here: auto, cpu");
  }
  if (wish.rfind("cuda:", 0) == 0 && wish.size() == 6 && wish[5] >= '0' &&
      wish[5] - '0' < int(torch::cuda::device_count()))
    return {at::kCUDA, static_cast<at::DeviceIndex>(wish[5] - '0')};
  auto const count = torch::cuda::device_count();
  throw error(Exit::usage, "--device: got \"{}\", allowed auto, cpu{}", wish,
              count > 0 ? fmt::format(", cuda, cuda:N with N below {}", count) : " (no CUDA device is seen)");
}

bool choose_bf16(std::string const& wish, at::Device device, models::PrecisionPolicy policy, Progress& progress) {
  if (wish != "auto" && wish != "fp32" && wish != "bf16")
    throw error(Exit::usage, "--precision: got \"{}\", allowed auto, fp32, bf16", wish);
  bool const pays = policy == models::PrecisionPolicy::bf16_where_fast && has_fast_bf16(device);
  if (wish == "fp32" || (wish == "auto" && !pays)) return false;
  std::string const fault = bf16_fault(device, {});
  if (fault.empty()) return true;
  if (wish == "bf16") throw error(Exit::usage, "--precision bf16: {}; allowed here: fp32", fault);
  progress.note("training in fp32: " + fault);
  return false;
}

/// The own operators work on activations stored channels last, or on fully connected nets in float32, on the CPU.
/// oneDNN has AMX, our convolutions have not.
kernels::Ways choose_ways(std::string const& wish, Numerics const& numerics, models::Structure structure) {
  if (wish != "auto" && wish != "fused" && wish != "torch")
    throw error(Exit::usage, "--kernels: got \"{}\", allowed auto, fused, torch", wish);
  bool const own = wish != "torch" && numerics.device.is_cpu(), pictures = own && numerics.channels_last;
  bool const dense = own && structure == models::Structure::dense && !numerics.bf16;
  return {pictures, pictures || dense, pictures && numerics.bf16 && kernels::has_dot_products() && !cpu_has_amx(),
          dense};
}

}  // namespace

Numerics choose_numerics(Options const& options, models::Compute const& policy, Progress& progress, int local) {
  Numerics out;
  out.device = choose_device(options.device, progress, local);
  out.bf16 = choose_bf16(options.precision, out.device, policy.precision, progress);
  out.channels_last = policy.layout == models::LayoutPolicy::channels_last;
  out.ways = choose_ways(options.kernels, out, policy.structure);
  if (!out.ways.convolution) return out;
  if (auto const fault = bf16_fault(out.device, out.ways); !fault.empty()) {
    progress.note("convolutions are LibTorch's, not our own: " + fault);
    out.ways.convolution = false;
  }
  return out;
}

void place_net(Net const& net, Numerics const& numerics) {
  net.to(numerics.device);
  if (numerics.channels_last) net.channels_last();
}

at::Tensor forward(Numerics const& numerics, Net const& net, at::Tensor x, int64_t at, Hook const& hook) {
  Autocast const autocast(numerics.device, numerics.bf16);
  kernels::Using const ways(numerics.ways);
  return net.forward(std::move(x), at, hook);
}

}  // namespace mixup::train
