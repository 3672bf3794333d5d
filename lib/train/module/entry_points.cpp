#include "train/entry_points.hpp"

#include <c10/util/Exception.h>

#include <stdexcept>

#include "core/error.hpp"
#include "core/folder.hpp"
#include "train/bench.hpp"
#include "train/classify.hpp"
#include "train/context.hpp"
#include "train/parallel/together.hpp"
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

/// What a protocol of its own does beside training would be done by every rank.
Protocol protocol_of_ranks(Run const& run, train::Group const& group) {
  auto const protocol = protocol_of(run);
  if (group.size() > 1 && protocol != train::classify)
    throw error(Exit::usage,
                "{}: {} ranks make runs of the plain protocol alone: cifar, imagenet, speech, "
                "tabular, ablation, sweep",
                run.experiment, group.size());
  return protocol;
}

/// Where ranks part in the middle of a run, rank 0, which keeps it, says up to where.
Outcome made(Run const& run, Options const& options, Progress& progress) {
  auto& group = *train::together().group;
  auto const protocol = protocol_of_ranks(run, group);
  auto const context = train::make_context(options, run, progress);
  try {
    return protocol(context, run);
  } catch (Error const& e) {
    if (!group.lost()) throw;
    auto const& last = context.checkpoints->last();
    auto const kept = !group.first() ? "" : last.empty() ? "; nothing of the run is kept" : "; kept up to " + last;
    throw error(Exit::again, "{}{}; the same command goes on", e.what(), kept);
  }
}

/// All ranks were asked to stop after the same step.
bool is_stop(Error const& e, train::Group const& group) {
  return e.code == Exit::interrupted || e.code == Exit::terminated || (e.code == Exit::again && !group.lost());
}

}  // namespace

extern "C" void mixup_run(Run const& run, Options const& options, Progress& progress, Outcome& outcome) {
  progress.doing("reading data");
  without_backtrace([&] {
    train::announce(run);
    try {
      outcome = made(run, options, progress);
    } catch (...) {
      train::part();
      throw;
    }
  });
}

extern "C" void mixup_join(Options const& options) {
  without_backtrace([&] { train::join(options); });
}

extern "C" void mixup_dismiss() { train::dismiss(); }

extern "C" int mixup_follow(Options const& its_options) {
  auto options = its_options;
  options.checkpoints.clear();
  options.keep_weights.clear();
  Progress quiet;  // rank 0 speaks for all
  auto& group = *train::together().group;
  int code = 0;
  without_backtrace([&] {
    try {
      train::follow([&](Run const& run) { made(run, options, quiet); });
    } catch (Error const& e) {
      if (!is_stop(e, group)) throw;
      code = static_cast<int>(e.code);
    }
  });
  return code;
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
