// weights: everything is compared before anything is copied.
#include "train/weights.hpp"

#include <ATen/core/grad_mode.h>

#include <algorithm>

#include "core/error.hpp"
#include "digest/digest.hpp"
#include "formats/safetensors.hpp"
#include "results/writer.hpp"
#include "train/stored_tensor.hpp"

namespace mixup::train {
namespace {

/// How many batches BN has seen: nothing depends on it, and files of old PyTorch releases lack it.
bool optional(std::string const& name) {
  static std::string const counter = "num_batches_tracked";
  return name.size() >= counter.size() && name.compare(name.size() - counter.size(), counter.size(), counter) == 0;
}

/// "a, b, c and 317 more"
std::string first_few(std::vector<std::string> const& names) {
  constexpr size_t kFew = 4;
  if (names.size() <= kFew) return fmt::format("{}", fmt::join(names, ", "));
  return fmt::format("{} and {} more", fmt::join(names.begin(), names.begin() + kFew, ", "), names.size() - kFew);
}

void check_names(NamedTensors const& state, std::map<std::string, StoredTensor const*> const& stored,
                 std::string const& path) {
  std::vector<std::string> missing, unexpected;
  std::map<std::string, bool> known;
  for (auto const& [name, tensor] : state) {
    known[name] = true;
    if (!optional(name) && stored.find(name) == stored.end()) missing.push_back(name);
  }
  for (auto const& [name, tensor] : stored)
    if (known.find(name) == known.end()) unexpected.push_back(name);
  if (missing.empty() && unexpected.empty()) return;
  std::string what;
  if (!missing.empty()) what += fmt::format("; the net has and the file lacks {}", first_few(missing));
  if (!unexpected.empty()) what += fmt::format("; the file has and the net lacks {}", first_few(unexpected));
  throw error(Exit::data, "{}: holds the weights of another net: {} tensors, expected {}{}", path, stored.size(),
              state.size(), what);
}

/// A net for other classes is told from any other net.
void check_classes(Net const& net, std::map<std::string, StoredTensor const*> const& stored, std::string const& path) {
  auto const [name, weight] = classifier(net);
  auto const& shape = stored.at(name)->shape;
  if (shape.size() == 2 && shape[1] == weight.size(1) && shape[0] != weight.size(0))
    throw error(Exit::data,
                "{}: its classifier {} is for {} classes, expected {}; a new classifier on old weights is "
                "not offered",
                path, name, shape[0], weight.size(0));
}

void check_shapes(NamedTensors const& state, std::map<std::string, StoredTensor const*> const& stored,
                  std::string const& path) {
  std::vector<std::string> wrong;
  for (auto const& [name, tensor] : state) {
    auto const it = stored.find(name);
    if (it == stored.end()) continue;
    auto const& s = *it->second;
    bool const floating = s.dtype <= Dtype::bf16;
    if (tensor.sizes() != at::IntArrayRef(s.shape) || floating != tensor.is_floating_point())
      wrong.push_back(fmt::format("{} is {} [{}], expected {} [{}]", name, name_of(s.dtype), fmt::join(s.shape, ", "),
                                  name_of(stored_type(tensor)), fmt::join(tensor.sizes(), ", ")));
  }
  if (!wrong.empty()) throw error(Exit::data, "{}: holds the weights of another net: {}", path, first_few(wrong));
}

}  // namespace

std::pair<std::string, at::Tensor> classifier(Net const& net) {
  auto const all = net.parameters();
  auto const it = std::find_if(all.rbegin(), all.rend(), [](auto const& p) { return p.second.dim() == 2; });
  if (it == all.rend()) throw error(Exit::bug, "a net without a classifier");
  return *it;
}

std::string digest(NamedTensors const& tensors) {
  Sha256 hash;
  for (auto const& [name, tensor] : tensors) {
    hash.update(fmt::format("{} {} [{}]\n", name, name_of(stored_type(tensor)), fmt::join(tensor.sizes(), ",")));
    auto const dense = tensor.detach().cpu().contiguous();
    hash.update(bytes_of(dense));
  }
  return hash.hex();
}

void save_weights(Net const& net, std::string const& path, Metadata const& metadata) {
  std::vector<at::Tensor> dense;  // keeps the bytes alive
  std::vector<TensorBytes> tensors;
  for (auto const& [name, tensor] : net.state()) {
    dense.push_back(tensor.detach().cpu().contiguous());
    tensors.push_back({name, stored_type(tensor), tensor.sizes().vec(), bytes_of(dense.back())});
  }
  write_whole(path, to_safetensors(std::move(tensors), metadata));
}

Metadata load_weights(Net const& net, TensorFile const& file) {
  std::map<std::string, StoredTensor const*> stored;
  for (auto const& tensor : file.tensors) stored[tensor.name] = &tensor;
  auto const state = net.state();
  check_names(state, stored, file.path);
  check_classes(net, stored, file.path);
  check_shapes(state, stored, file.path);
  at::NoGradGuard const no_grad;
  for (auto [name, tensor] : state)
    if (auto const it = stored.find(name); it != stored.end()) tensor.copy_(unpack(file, *it->second));
  return file.metadata;
}

Metadata load_weights(Net const& net, std::string const& path) { return load_weights(net, read_tensors(path)); }

}  // namespace mixup::train
