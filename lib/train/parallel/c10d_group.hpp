// c10d_group: a group whose ranks are processes, by PyTorch's c10d: Gloo for what lies on the CPU, NCCL for GPUs.
#pragma once
#include "core/ranks.hpp"
#include "train/parallel/group.hpp"

namespace mixup::train {

/// Meets the other ranks (core/ranks.hpp says where), within the timeout. On one machine all connections are those of
/// the loopback interface. Errors: Exit::again when they do not come; Exit::usage where this LibTorch has no Gloo.
std::shared_ptr<Group> c10d_group(Ranks const& ranks);

/// Gradients on `device` go by NCCL from now on. Errors: Exit::usage where this program was built without.
void use_nccl(Group& group, at::Device device);

}  // namespace mixup::train
