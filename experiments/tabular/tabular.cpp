// tabular: six UCI classification problems, ERM against mixup (section 3.6, Table 4). Each seed draws its own split,
// shared by all methods of that seed, so that differences are paired.
#include "experiments/experiment.hpp"
#include "train/fit.hpp"

namespace mixup {
namespace {

Register const registered_tabular("tabular", train::classify);

}  // namespace
}  // namespace mixup
