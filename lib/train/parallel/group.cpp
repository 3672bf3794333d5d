#include "train/parallel/group.hpp"

#include <ATen/ops/zeros.h>

#include <cstring>

namespace mixup::train {
namespace {

class Nothing : public Pending {
 public:
  void wait() override {}
};

class Alone : public Group {
 public:
  Alone() : Group(0, 1) {}
  std::string backend() const override { return "none"; }
  std::unique_ptr<Pending> sum(at::Tensor) override { return std::make_unique<Nothing>(); }
  void spread(at::Tensor) override {}
};

at::Tensor bytes_of_size(int64_t size) { return at::zeros({size}, at::kByte); }

void write(at::Tensor const& to, std::string const& text) {
  if (!text.empty()) std::memcpy(to.data_ptr<uint8_t>(), text.data(), text.size());
}

std::string read(at::Tensor const& from) {
  return {reinterpret_cast<char const*>(from.data_ptr<uint8_t>()), static_cast<size_t>(from.numel())};
}

}  // namespace

std::shared_ptr<Group> alone() { return std::make_shared<Alone>(); }

void Group::fill_up(at::Tensor const& rows) {
  if (rows.numel() > 0) add_up(rows.view({-1}).view(at::kByte));  // a byte of one rank plus zeros is that byte
}

std::string Group::spread(std::string const& text) {
  auto size = at::zeros({1}, at::kLong);
  size.fill_(static_cast<int64_t>(text.size()));
  spread(size);
  auto bytes = bytes_of_size(size.item<int64_t>());
  if (first()) write(bytes, text);
  if (bytes.numel() > 0) spread(bytes);
  return read(bytes);
}

std::vector<std::string> Group::collect(std::string const& text) {
  auto const sizes = at::zeros({size_}, at::kLong);
  sizes[rank_] = static_cast<int64_t>(text.size());
  add_up(sizes);
  auto const all = bytes_of_size(sizes.sum().item<int64_t>());
  std::vector<at::Tensor> parts;
  int64_t begin = 0;
  for (int i = 0; i < size_; ++i) {
    auto const size = sizes[i].item<int64_t>();
    parts.push_back(all.narrow(0, begin, size));
    begin += size;
  }
  write(parts[static_cast<size_t>(rank_)], text);
  if (all.numel() > 0) add_up(all);
  std::vector<std::string> out;
  for (auto const& part : parts) out.push_back(read(part));
  return out;
}

}  // namespace mixup::train
