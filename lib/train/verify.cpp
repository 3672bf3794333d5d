#include "train/verify.hpp"

#include <cmath>
#include <filesystem>

#include "core/run_name.hpp"
#include "train/evaluate.hpp"
#include "train/fit.hpp"
#include "train/nets.hpp"
#include "train/weights.hpp"

namespace mixup::train {
namespace {

constexpr double kDigits = 1e-5;  // relative: a record keeps six digits

Json const& recorded_error(Record const& record) {
  static Json::json_pointer const at("/test_error/last");
  auto const& metrics = record.outcome.metrics;
  if (record.outcome.status != Status::done || !metrics.contains(at) || !metrics[at].is_number())
    throw error(Exit::usage, "{}: holds no test error of one net, allowed records of classifiers that are done",
                run_name(record.run));
  return metrics[at];
}

/// A record may name files that its run read besides (extrapolation).
bool are_among(Json const& files, Json const& recorded) {
  return std::all_of(files.begin(), files.end(), [&](Json const& file) {
    return std::find(recorded.begin(), recorded.end(), file) != recorded.end();
  });
}

}  // namespace

Json verify(Context const& context, Record const& record) {
  double const expected = recorded_error(record).get<double>();
  auto const& run = record.run;
  if (!record.outcome.data.contains("files"))
    throw error(Exit::data, "{}: its data names no files, so nothing says what it was judged on", run_name(run));
  auto const data = load(run.data, context.place, static_cast<uint64_t>(run.seed));
  if (!are_among(data.identity.at("files"), record.outcome.data.at("files")))
    throw error(Exit::data, "data: {} is not what the record was made with, expected {}",
                data.identity.at("files").dump(), record.outcome.data.at("files").dump());
  auto const path = kept_path(context, run, data);
  if (!std::filesystem::exists(path))
    throw error(
        Exit::unavailable,
        "{}: the net of this record was not kept; its command (mixup-bench show {}) with --again --keep-weights "
        "trains and keeps it (semisupervised keeps none)",
        path, run_name(run));
  Run plain = run;
  plain.model.weights.clear();  // what it started from is in the kept net
  auto const net = make_net(context, plain, data);
  load_weights(net, path);
  auto const found = digest(net.state());
  auto const stored = record.outcome.parameters.value("net", std::string());
  double const got = evaluate(context, net, data.test).error;
  bool const same = std::abs(got - expected) <= kDigits * std::max(1.0, std::abs(expected));
  return {{"weights", path},
          {"parameters", {stored, found}},
          {"test_error", {expected, got}},
          {"agrees", same && (stored.empty() || stored == found)}};
}

}  // namespace mixup::train
