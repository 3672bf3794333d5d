#include "train/protocol.hpp"

#include <map>

#include "core/error.hpp"
#include "train/classify.hpp"

namespace mixup {
namespace {

std::map<std::string, Protocol>& registered() {
  static std::map<std::string, Protocol> all;
  return all;
}

}  // namespace

Register::Register(char const* experiment, Protocol protocol) { registered()[experiment] = protocol; }

Protocol protocol_of(Run const& run) {
  auto const found = registered().find(run.experiment);
  if (found != registered().end()) return found->second;
  if (!run.protocol.empty())
    throw error(Exit::bug, "{}: no protocol is registered that reads /protocol {}", run.experiment,
                run.protocol.dump());
  return train::classify;
}

}  // namespace mixup
