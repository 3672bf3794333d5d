#include "kernels/ways.hpp"

#include <utility>

namespace mixup::kernels {
namespace {

thread_local Ways in_use;

}  // namespace

std::string Ways::text() const {
  std::string out;
  for (auto const& [on, name] :
       {std::pair(norm, "norm"), {optimizer, "optimizer"}, {convolution, "convolution"}, {dense, "dense"}})
    if (on) out += (out.empty() ? "" : ", ") + std::string(name);
  return out.empty() ? "torch" : out;
}

Using::Using(Ways ways) : before_(in_use) { in_use = ways; }

Using::~Using() { in_use = before_; }

Ways Using::now() { return in_use; }

}  // namespace mixup::kernels
