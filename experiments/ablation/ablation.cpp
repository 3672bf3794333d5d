// ablation: what is mixed, with whom, where in the net, with which labels (section 3.8, Table 5). Every row is a value
// of Method, so there is nothing to do here but the plain protocol.
#include "experiments/experiment.hpp"
#include "train/fit.hpp"

namespace mixup {
namespace {

Register const registered_ablation("ablation", train::classify);

}  // namespace
}  // namespace mixup
