// nccl: c10d's NCCL, where nvcc, LibTorch with CUDA and NCCL's header are.
#include "train/parallel/nccl.hpp"

#include <cstdlib>

#include "core/error.hpp"

#if __has_include(<nccl.h>)
#ifndef USE_C10D_NCCL
#define USE_C10D_NCCL
#endif
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>

namespace mixup::train {
namespace {

template <class Call>
auto together(Ranks const& ranks, Call call) {
  try {
    return call();
  } catch (std::exception const& e) {
    std::string const text = e.what();
    throw error(Exit::again, "rank {} of {}: the others are gone, or did not answer within {} seconds ({})", ranks.rank,
                ranks.size, ranks.timeout, text.substr(0, text.find('\n')));
  }
}

class Asked : public Pending {
 public:
  using Work = decltype(std::declval<c10d::ProcessGroupNCCL&>().barrier());
  Asked(Ranks const& ranks, Work work) : ranks_(ranks), work_(std::move(work)) {}
  void wait() override {
    together(ranks_, [&] { return work_->wait(); });
  }

 private:
  Ranks const& ranks_;
  Work work_;
};

class C10dNccl : public Nccl {
 public:
  C10dNccl(c10::intrusive_ptr<c10d::Store> const& store, Ranks const& ranks) : ranks_(ranks) {
    // A rank that hangs is an exception here, not the end of the process in a thread of c10d. The first name is that of
    // PyTorch 2.2 and later.
    ::setenv("TORCH_NCCL_BLOCKING_WAIT", "1", /*overwrite=*/0);
    ::setenv("NCCL_BLOCKING_WAIT", "1", /*overwrite=*/0);
    auto const options = c10d::ProcessGroupNCCL::Options::create();
    options->timeout = std::chrono::milliseconds(static_cast<int64_t>(1000 * ranks.timeout));
    nccl_ = c10::make_intrusive<c10d::ProcessGroupNCCL>(c10::make_intrusive<c10d::PrefixStore>("nccl", store),
                                                        ranks.rank, ranks.size, options);
  }

  std::unique_ptr<Pending> sum(at::Tensor flat) override {
    std::vector<at::Tensor> tensors{flat};
    return together(ranks_, [&] { return std::make_unique<Asked>(ranks_, nccl_->allreduce(tensors)); });
  }

  void spread(at::Tensor flat) override {
    std::vector<at::Tensor> tensors{flat};
    together(ranks_, [&] { return nccl_->broadcast(tensors)->wait(); });
  }

 private:
  Ranks const& ranks_;  // of the group that has this
  c10::intrusive_ptr<c10d::ProcessGroupNCCL> nccl_;
};

}  // namespace

std::unique_ptr<Nccl> make_nccl(c10::intrusive_ptr<c10d::Store> const& store, Ranks const& ranks, at::Device) {
  return together(ranks, [&] { return std::unique_ptr<Nccl>(std::make_unique<C10dNccl>(store, ranks)); });
}

}  // namespace mixup::train
#else
namespace mixup::train {

std::unique_ptr<Nccl> make_nccl(c10::intrusive_ptr<c10d::Store> const&, Ranks const&, at::Device) {
  throw error(
      Exit::usage,
      "--device cuda: this program was built without NCCL's header (nccl.h), allowed over several ranks is cpu");
}

}  // namespace mixup::train
#endif
