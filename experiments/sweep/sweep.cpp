// sweep: the strength of mixing against training error, test error and their gap, for two capacities (section 5).
#include "experiments/experiment.hpp"
#include "train/fit.hpp"

namespace mixup {
namespace {

Register const registered_sweep("sweep", train::classify);

}  // namespace
}  // namespace mixup
