#include "train/entry_points.hpp"

#include <c10/util/Exception.h>

#include <stdexcept>

#include "core/folder.hpp"
#include "train/bench.hpp"
#include "train/context.hpp"
#include "train/predict.hpp"
#include "train/protocol.hpp"
#include "train/verify.hpp"

namespace mixup {
namespace {

/// LibTorch's errors without their stack of C++ frames: a reason goes into a record. A disk that fails is no run's
/// fault.
template <class Work>
void without_backtrace(Work work) {
  try {
    work();
  } catch (c10::Error const& e) {
    throw std::runtime_error(e.what_without_backtrace());
  } catch (std::filesystem::filesystem_error const& e) {
    throw disk_error(e);
  }
}

}  // namespace

extern "C" void mixup_run(Run const& run, Options const& options, Progress& progress, Outcome& outcome) {
  progress.doing("reading data");
  without_backtrace([&] { outcome = protocol_of(run)(train::make_context(options, run, progress), run); });
}

extern "C" void mixup_measure(Json const& wish, Options const& options, Json& figures) {
  without_backtrace([&] { figures = train::measure(wish, options); });
}

extern "C" void mixup_verify(Record const& record, Options const& options, Progress& progress, Json& found) {
  without_backtrace([&] { found = train::verify(train::make_context(options, record.run, progress), record); });
}

extern "C" void mixup_predict(Prediction const& wish, Options const& options, Progress& progress) {
  without_backtrace([&] { train::predict(wish, options, progress); });
}

}  // namespace mixup
