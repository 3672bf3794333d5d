// imagenet: ERM against mixup on ImageNet-2012 (section 3.1, Table 1): nothing but the plain protocol.
#include "experiments/experiment.hpp"
#include "train/fit.hpp"

namespace mixup {
namespace {

Register const registered_imagenet("imagenet", train::classify);

}  // namespace
}  // namespace mixup
