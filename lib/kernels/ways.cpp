#include "kernels/ways.hpp"

namespace mixup::kernels {
namespace {

thread_local Ways in_use;

}  // namespace

std::string Ways::text() const {
  if (!norm && !convolution) return "torch";
  return std::string(norm ? "norm" : "") + (norm && convolution ? ", " : "") + (convolution ? "convolution" : "");
}

Using::Using(Ways ways) : before_(in_use) { in_use = ways; }

Using::~Using() { in_use = before_; }

Ways Using::now() { return in_use; }

}  // namespace mixup::kernels
