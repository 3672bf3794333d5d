#include "formats/weight_names.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mixup {
namespace {

std::vector<std::string> prefixes() {
  std::vector<std::string> out = {"module.", "_orig_mod."};
  for (auto const wrapper : kWrappers) out.push_back(std::string(wrapper) + ".");
  return out;
}

bool take_off(TensorFile& file, std::string const& prefix) {
  auto& tensors = file.tensors;
  auto const has = [&](StoredTensor const& t) {
    return t.name.size() > prefix.size() && t.name.compare(0, prefix.size(), prefix) == 0;
  };
  if (tensors.empty() || !std::all_of(tensors.begin(), tensors.end(), has)) return false;
  for (auto& t : tensors) t.name.erase(0, prefix.size());
  file.notes.push_back(fmt::format("{}: \"{}\" was taken off every name", file.path, prefix));
  return true;
}

/// Counters that tools put among the tensors of a net: averaged models of torch.optim.swa_utils, thop's profiles.
void leave_out_counters(TensorFile& file) {
  constexpr std::array<std::string_view, 3> kCounters = {"n_averaged", "total_ops", "total_params"};
  auto& tensors = file.tensors;
  auto const is_counter = [&](StoredTensor const& t) {
    auto const last = std::string_view(t.name).substr(t.name.rfind('.') + 1);  // npos + 1 is 0
    return t.shape.size() < 2 && std::find(kCounters.begin(), kCounters.end(), last) != kCounters.end();
  };
  auto const kept =
      std::stable_partition(tensors.begin(), tensors.end(), [&](auto const& t) { return !is_counter(t); });
  if (kept == tensors.end()) return;
  file.notes.push_back(
      fmt::format("{}: \"{}\"{} left out: counters, not weights", file.path, kept->name,
                  tensors.end() - kept > 1 ? fmt::format(" and {} more were", tensors.end() - kept - 1) : " was"));
  tensors.erase(kept, tensors.end());
}

}  // namespace

void take_off_prefixes(TensorFile& file) {
  static auto const known = prefixes();
  leave_out_counters(file);
  while (std::any_of(known.begin(), known.end(), [&](auto const& prefix) { return take_off(file, prefix); })) continue;
}

}  // namespace mixup
