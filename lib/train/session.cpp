#include "train/session.hpp"

#include <ATen/Context.h>
#include <ATen/Version.h>
#include <torch/cuda.h>

#include "core/error.hpp"
#include "core/seed.hpp"
#include "models/catalog.hpp"
#include "train/checkpoints.hpp"
#include "train/machine.hpp"
#include "train/precision.hpp"
#include "train/torch_version.hpp"

namespace mixup::train {
namespace {

at::Device choose_device(std::string const& wish) {
  bool const cuda = torch::cuda::is_available();
  if (wish == "cpu" || (wish == "auto" && !cuda)) return at::kCPU;
  if (wish == "auto" || wish == "cuda") {
    if (cuda) return {at::kCUDA, 0};
    throw error(Exit::usage, "--device cuda: this LibTorch sees no CUDA device; allowed here: auto, cpu");
  }
  if (wish.rfind("cuda:", 0) == 0 && wish.size() == 6 && wish[5] >= '0' &&
      wish[5] - '0' < int(torch::cuda::device_count()))
    return {at::kCUDA, static_cast<at::DeviceIndex>(wish[5] - '0')};
  throw error(Exit::usage, "--device: got \"{}\", allowed auto, cpu, cuda, cuda:N with N below {}", wish,
              torch::cuda::device_count());
}

int choose_threads(int wish, bool heavy) {
  if (wish > 0) return wish;
  return heavy ? usable_cores() : 1;  // docs/speed.md: on the tabular net a second thread costs more than it gives
}

bool choose_bf16(std::string const& wish, at::Device device, bool heavy, Progress& progress) {
  if (wish != "auto" && wish != "fp32" && wish != "bf16")
    throw error(Exit::usage, "--precision: got \"{}\", allowed auto, fp32, bf16", wish);
  if (wish == "fp32" || (wish == "auto" && (!heavy || !has_fast_bf16(device)))) return false;
  std::string const fault = bf16_fault(device);
  if (fault.empty()) return true;
  if (wish == "bf16") throw error(Exit::usage, "--precision bf16: {}; allowed here: fp32", fault);
  progress.note("training in fp32: " + fault);
  return false;
}

}  // namespace

Session::Session(Options const& options, Run const& run, Progress& progress)
    : options_(options),
      progress_(progress),
      run_seed_(static_cast<uint64_t>(run.seed)),
      heavy_(models::find(run.model.name).heavy),
      device_(choose_device(options.device)),
      threads_(choose_threads(options.threads, heavy_)),
      decoders_(options.decoders > 0 ? options.decoders : usable_cores()),
      bf16_(false) {
  forget_peak_memory();
  set_threads(threads_);
  if (!options.return_memory) keep_memory_mapped();
  if (heavy_ && !has_fast_blas())
    progress.note("no OpenBLAS in this process: matrix products may be 40 times slower (install libopenblas0-pthread)");
  if (device_.is_cuda()) at::globalContext().setDeterministicCuDNN(true);  // the same seed, the same record
  bf16_ = choose_bf16(options.precision, device_, heavy_, progress);
  checkpoints_ = std::make_shared<Checkpoints>(options, run, conditions(), progress);
}

Session Session::of_seed(int64_t seed) const {
  Session other = *this;
  other.run_seed_ = static_cast<uint64_t>(seed);
  return other;
}

uint64_t Session::seed(std::string_view stream, int64_t epoch, int64_t step) const {
  return derive_seed(run_seed_, stream, static_cast<uint64_t>(epoch), static_cast<uint64_t>(step));
}

Json Session::environment() const {
  auto out = conditions();
  if (auto const& resumed = checkpoints_->resumed(); !resumed.empty()) out["resumed"] = resumed;
  return out;
}

Json Session::conditions() const {
  return {{"libtorch", libtorch_version()},
          {"onednn", at::get_mkldnn_version()},
          {"blas", blas_version()},
          {"cpu", cpu_model()},
          {"capability", cpu_capability()},
          {"device", device_.str()},
          {"precision", bf16_ ? "bf16 autocast" : "fp32"},
          {"memory_format", heavy_ ? "channels_last" : "contiguous"},
          {"memory", options_.return_memory ? "returned" : "kept"},
          {"threads", threads_}};
}

}  // namespace mixup::train
