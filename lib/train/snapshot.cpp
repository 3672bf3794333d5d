// snapshot: tensors dense, their strides beside them; numbers of the state keep all digits.
#include "train/snapshot.hpp"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty_strided.h>

#include <map>

#include "core/error.hpp"
#include "formats/safetensors.hpp"
#include "train/stored_tensor.hpp"

namespace mixup::train {
namespace {

constexpr int kFormat = 2;  // of the metadata; files of another are not used

at::Tensor with_strides(at::Tensor const& dense, Json const& strides) {
  auto const out = at::empty_strided(dense.sizes(), strides.get<std::vector<int64_t>>(), dense.options());
  return out.copy_(dense);
}

}  // namespace

void add(Snapshot& snapshot, std::string const& prefix, NamedTensors const& tensors) {
  for (auto const& [name, tensor] : tensors) snapshot.tensors.emplace_back(prefix + "/" + name, tensor);
}

NamedTensors under(Snapshot const& snapshot, std::string const& prefix) {
  NamedTensors out;
  for (auto const& [name, tensor] : snapshot.tensors)
    if (name.rfind(prefix + "/", 0) == 0) out.emplace_back(name.substr(prefix.size() + 1), tensor);
  return out;
}

void copy_into(NamedTensors const& to, NamedTensors const& from) {
  std::map<std::string, at::Tensor> const stored(from.begin(), from.end());
  at::NoGradGuard const no_grad;
  bool same = to.size() == stored.size();
  for (auto const& [name, tensor] : to) {
    auto const it = stored.find(name);
    same = same && it != stored.end() && it->second.sizes() == tensor.sizes();
  }
  if (!same) throw error(Exit::data, "a checkpoint of another net: {} tensors, expected {}", from.size(), to.size());
  for (auto [name, tensor] : to) tensor.copy_(stored.at(name));
}

std::string to_bytes(Snapshot const& snapshot, Json meta) {
  std::vector<at::Tensor> dense;  // keeps the bytes alive
  std::vector<TensorBytes> tensors;
  Json strides = Json::object();
  for (auto const& [name, tensor] : snapshot.tensors) {
    dense.push_back(tensor.detach().cpu().contiguous());
    tensors.push_back({name, stored_type(tensor), tensor.sizes().vec(), bytes_of(dense.back())});
    if (tensor.strides() != at::IntArrayRef(dense_strides(tensor.sizes().vec())))
      strides[name] = tensor.strides().vec();
  }
  meta["format"] = kFormat;
  meta["strides"] = strides;
  meta["state"] = snapshot.state;
  meta["where"] = snapshot.where;
  return to_safetensors(std::move(tensors), {{"checkpoint", meta.dump()}});
}

Json snapshot_meta(TensorFile const& file) {
  auto const text = file.metadata.find("checkpoint");
  auto const meta = text == file.metadata.end() ? Json::object() : Json::parse(text->second);
  return meta.value("format", 0) == kFormat ? meta : Json();
}

Snapshot to_snapshot(TensorFile const& file, Json const& meta) {
  Snapshot out{{}, meta.at("state"), meta.at("where")};
  auto const& strides = meta.at("strides");
  for (auto const& stored : file.tensors) {
    auto const dense = unpack(file, stored);
    out.tensors.emplace_back(stored.name,
                             strides.contains(stored.name) ? with_strides(dense, strides[stored.name]) : dense);
  }
  return out;
}

}  // namespace mixup::train
