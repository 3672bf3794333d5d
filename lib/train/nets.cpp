#include "train/nets.hpp"

#include <filesystem>
#include <map>

#include "digest/digest.hpp"
#include "train/weights.hpp"

namespace mixup::train {
namespace {

Json description(Run const& run, Splits const& data) {
  Json out = to_json(run);
  for (char const* key : {"experiment", "scale", "row", "protocol"}) out.erase(key);
  out["files"] = data.identity.at("files");
  return out;
}

/// Nets of this process: a suite asks for the same one in several rows. Precision is part of what a net is, here.
std::map<std::string, Trained>& memory() {
  static std::map<std::string, Trained> nets;
  return nets;
}

}  // namespace

std::string net_key(Run const& run, Splits const& data) {
  return hex_of<Sha256>(description(run, data).dump()).substr(0, 16);
}

std::string kept_path(Context const& context, Run const& run, Splits const& data) {
  auto const& folder = context.keep_weights;
  if (folder.empty()) return "";
  return (std::filesystem::path(folder) / (net_key(run, data) + ".safetensors")).string();
}

void keep(Context const& context, Run const& run, Splits const& data, Net const& net) {
  auto const path = kept_path(context, run, data);
  if (path.empty()) return;
  context.progress.note("the net is kept in " + path);
  save_weights(net, path,
               {{"run", description(run, data).dump()},
                {"precision", context.conditions.at("precision").get<std::string>()},
                {"libtorch", context.conditions.at("libtorch").get<std::string>()}});
}

void forget_nets() { memory().clear(); }

Trained trained_net(Context const& context, Run const& run, Splits const& data) {
  auto const key = net_key(run, data) + context.conditions.dump();
  if (auto const it = memory().find(key); it != memory().end()) {
    auto found = it->second;
    found.origin = "this process";
    return found;
  }
  Trained out{make_net(context, run, data), "done", "", "trained"};
  auto const path = kept_path(context, run, data);
  if (!path.empty() && std::filesystem::exists(path)) {
    auto metadata = load_weights(out.net, path);
    out.origin = fmt::format("kept, {}, LibTorch {}", metadata["precision"], metadata["libtorch"]);
  } else {
    auto const curve = fit(context, run, out.net, data);
    if (!curve.diverged.empty()) out.status = "diverged", out.reason = curve.diverged;
  }
  if (out.status == "done") memory()[key] = out;
  return out;
}

}  // namespace mixup::train
