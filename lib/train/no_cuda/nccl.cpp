#include "train/parallel/nccl.hpp"

#include "core/error.hpp"

namespace mixup::train {

std::unique_ptr<Nccl> make_nccl(c10::intrusive_ptr<c10d::Store> const&, Ranks const&, at::Device) {
  throw error(Exit::usage, "--device cuda: this program was built without CUDA and its NCCL, allowed is cpu");
}

}  // namespace mixup::train
