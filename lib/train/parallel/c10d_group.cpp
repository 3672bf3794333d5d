#include "train/parallel/c10d_group.hpp"

#include <algorithm>

#include "core/error.hpp"

// Debian's LibTorch says that it has Gloo, wheels do not say it: their headers and libraries have it all the same.
#if __has_include(<gloo/rendezvous/store.h>) && __has_include(<torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>)
#ifndef USE_C10D_GLOO
#define USE_C10D_GLOO
#endif
#include <torch/csrc/distributed/c10d/FileStore.hpp>
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

#include "train/parallel/address.hpp"
#include "train/parallel/meeting.hpp"
#include "train/parallel/nccl.hpp"
#include "train/torch_version.hpp"

namespace mixup::train {
namespace {

using Milliseconds = std::chrono::milliseconds;
using Store = c10::intrusive_ptr<c10d::Store>;

Milliseconds timeout_of(Ranks const& ranks) { return Milliseconds(static_cast<int64_t>(1000 * ranks.timeout)); }

/// The first sentence of what LibTorch or Gloo says, without stack, place in the source and advice.
std::string reason_of(std::exception const& e) {
  auto const* const torch_error = dynamic_cast<c10::Error const*>(&e);
  std::string text = torch_error ? torch_error->what_without_backtrace() : e.what();
  if (text.rfind("[", 0) == 0) text.erase(0, text.find("] ") + 2);
  return text.substr(0, std::min(text.find('\n'), text.find(". ")));
}

/// Whatever goes wrong between ranks is no fault of the run: it can be gone on with.
template <class Work>
auto guarded(Ranks const& ranks, Group* group, Work work) {
  try {
    return work();
  } catch (Error const&) {
    throw;
  } catch (std::exception const& e) {
    if (group) group->lose();
    throw error(Exit::again, "rank {} of {}: the others are gone, or did not answer within {} seconds ({})", ranks.rank,
                ranks.size, ranks.timeout, reason_of(e));
  }
}

Store store_of(Ranks const& ranks) {
  auto const& place = ranks.place;
  Store store;
  if (place.address.empty()) {
    auto const file = place.key.empty() ? place.file : meet(ranks);
    store = c10::make_intrusive<c10d::FileStore>(file, ranks.size);
  } else {
    c10d::TCPStoreOptions options;
    options.port = static_cast<uint16_t>(place.port);
    options.isServer = ranks.first() && !place.served;
    options.waitWorkers = false;
    options.timeout = timeout_of(ranks);
    turn_off_libuv(options, 0);
    store = c10::make_intrusive<c10d::TCPStore>(place.address, options);
    if (!place.prefix.empty()) store = c10::make_intrusive<c10d::PrefixStore>(place.prefix, store);
  }
  store->setTimeout(timeout_of(ranks));
  return store;
}

/// Where other ranks reach this one: the loopback interface, unless the meeting place lies beyond it.
std::string own_address(MeetingPlace const& place) {
  return place.address.empty() ? "127.0.0.1" : address_towards(place.address, place.port);
}

class Asked : public Pending {
 public:
  using Work = decltype(std::declval<c10d::ProcessGroupGloo&>().barrier());
  Asked(Ranks const& ranks, Group& group, Work work) : ranks_(ranks), group_(group), work_(std::move(work)) {}
  void wait() override {
    guarded(ranks_, &group_, [&] { return work_->wait(); });
  }

 private:
  Ranks const& ranks_;
  Group& group_;
  Work work_;
};

class C10dGroup : public Group {
 public:
  explicit C10dGroup(Ranks ranks) : Group(ranks.rank, ranks.size), ranks_(std::move(ranks)), store_(store_of(ranks_)) {
    auto const options = c10d::ProcessGroupGloo::Options::create(timeout_of(ranks_));
    options->devices.push_back(c10d::ProcessGroupGloo::createDeviceForHostname(own_address(ranks_.place)));
    gloo_ = c10::make_intrusive<c10d::ProcessGroupGloo>(store_, rank(), size(), options);
  }

  std::string backend() const override { return nccl_ ? "nccl" : "gloo"; }

  std::unique_ptr<Pending> sum(at::Tensor flat) override {
    if (flat.is_cuda()) return nccl().sum(flat);
    std::vector<at::Tensor> tensors{flat};
    return guarded(ranks_, this, [&] { return std::make_unique<Asked>(ranks_, *this, gloo_->allreduce(tensors)); });
  }

  void spread(at::Tensor flat) override {
    if (flat.is_cuda()) return nccl().spread(flat);
    std::vector<at::Tensor> tensors{flat};
    guarded(ranks_, this, [&] { return gloo_->broadcast(tensors)->wait(); });
  }

  void use_nccl(at::Device device) {
    if (!nccl_) nccl_ = make_nccl(store_, ranks_, device);
  }

 private:
  Nccl& nccl() {
    if (!nccl_) throw error(Exit::bug, "a tensor of a GPU, and no NCCL");
    return *nccl_;
  }

  Ranks ranks_;
  Store store_;
  c10::intrusive_ptr<c10d::ProcessGroupGloo> gloo_;
  std::unique_ptr<Nccl> nccl_;
};

}  // namespace

std::shared_ptr<Group> c10d_group(Ranks const& ranks) {
  return guarded(ranks, nullptr, [&] { return std::static_pointer_cast<Group>(std::make_shared<C10dGroup>(ranks)); });
}

void use_nccl(Group& group, at::Device device) {
  if (auto* const ours = dynamic_cast<C10dGroup*>(&group)) ours->use_nccl(device);
}

}  // namespace mixup::train
#else
namespace mixup::train {

std::shared_ptr<Group> c10d_group(Ranks const& ranks) {
  throw error(Exit::usage,
              "{}: this program was built without c10d's Gloo, allowed is one rank; to have it, install the headers of "
              "Gloo (libgloo-dev on Debian) and build again, or make TORCH=pip",
              ranks.said_by);
}

void use_nccl(Group&, at::Device) {}

}  // namespace mixup::train
#endif
