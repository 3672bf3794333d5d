// cifar: CIFAR-10 and CIFAR-100, ERM against mixup (section 3.2, Figure 3): nothing but the plain protocol.
#include "experiments/experiment.hpp"
#include "train/fit.hpp"

namespace mixup {
namespace {

Register const registered_cifar("cifar", train::classify);

}  // namespace
}  // namespace mixup
