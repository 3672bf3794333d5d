// nccl: what a group does with tensors of GPUs. Made in lib/train/cuda, refused in lib/train/no_cuda.
#pragma once
#include <c10/util/intrusive_ptr.h>

#include "core/ranks.hpp"
#include "train/parallel/group.hpp"

namespace c10d {
class Store;
}

namespace mixup::train {

class Nccl {
 public:
  virtual ~Nccl() = default;
  virtual std::unique_ptr<Pending> sum(at::Tensor flat) = 0;
  virtual void spread(at::Tensor flat) = 0;
};

/// For tensors on `device`. Errors: Exit::usage without CUDA or NCCL; Exit::again when the others do not come.
std::unique_ptr<Nccl> make_nccl(c10::intrusive_ptr<c10d::Store> const& store, Ranks const& ranks, at::Device device);

}  // namespace mixup::train
