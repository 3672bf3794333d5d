#include "kernels/ways.hpp"

namespace mixup::kernels {
namespace {

thread_local bool fused = false;

}  // namespace

Fused::Fused(bool on) : before_(fused) { fused = on; }

Fused::~Fused() { fused = before_; }

bool Fused::on() { return fused; }

}  // namespace mixup::kernels
