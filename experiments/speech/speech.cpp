// speech: Google commands, ERM against mixup of spectrograms (section 3.3, Figure 4). The set is in lib/data/speech,
// the first epochs without mixing are Method::warmup, so there is nothing to do here but the plain protocol.
#include "experiments/experiment.hpp"
#include "train/fit.hpp"

namespace mixup {
namespace {

Register const registered_speech("speech", train::classify);

}  // namespace
}  // namespace mixup
