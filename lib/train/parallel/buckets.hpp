// buckets: gradients summed over the ranks while backward still computes others.
//
// Backward comes to the last layers first, so buckets are filled from the last parameter to the first (Li et al., VLDB
// 2020, section 3.2.3), and summed in that order on every rank, whichever is full first.
#pragma once
#include <memory>
#include <vector>

#include "models/net.hpp"
#include "train/parallel/group.hpp"

namespace mixup::train {

class Buckets {
 public:
  /// Bytes, as PyTorch has them: a first small one, whose sum begins early, and large ones, whose sum pays.
  static constexpr int64_t kFirst = 1 << 20, kOthers = 25 << 20;

  /// The parameters are float; one rank has no buckets, and the calls below change nothing. The group outlives this.
  Buckets(Group& group, NamedTensors const& parameters, int64_t first = kFirst, int64_t others = kOthers);
  Buckets(Buckets const&) = delete;
  Buckets& operator=(Buckets const&) = delete;

  /// Before the last backward of a step: a bucket is summed as soon as its last gradient is there.
  void expect();
  /// After it, or without any: sums what is left, waits, and puts the sums in place of the gradients. A parameter
  /// without a gradient counts as one of zeros. Errors: those of Group.
  void finish();

  size_t count() const { return buckets_.size(); }
  /// Buckets of the last step whose sum began within backward.
  size_t early() const { return early_; }

 private:
  struct Slot {
    at::Tensor parameter, sum;  // sum: a view of its bucket, in the strides of the parameter
    size_t bucket;
    std::shared_ptr<void> sink;  // of autograd, where the gradient is added up; keeps the hook
  };
  struct Bucket {
    at::Tensor flat;
    std::vector<size_t> slots;
    size_t missing = 0;
    std::unique_ptr<Pending> pending;
  };
  void make_bucket(NamedTensors const& parameters);
  void came(size_t slot);
  void begin(Bucket& bucket);

  Group& group_;
  std::vector<Slot> slots_;
  std::vector<Bucket> buckets_;
  size_t begun_ = 0, early_ = 0;
  bool expecting_ = false;
};

}  // namespace mixup::train
