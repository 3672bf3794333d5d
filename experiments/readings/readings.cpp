// readings: what libraries make of mixup beside the paper's, on one net: two of the differences are no value of a
// method.
#include "core/error.hpp"
#include "experiments/readings/bytes.hpp"
#include "train/classify.hpp"
#include "train/protocol.hpp"

namespace mixup::readings {
namespace {

struct Protocol {
  bool bytes = false;         // mixed images are rounded to whole bytes, as where they are mixed before normalising
  bool lambda_again = false;  // the lambdas of the first epoch come again in every epoch
};

template <class F>
void fields(F& f, Protocol& p) {
  f("bytes", p.bytes);
  f("lambda_again", p.lambda_again);
}

/// A net that learns so is not the one that the run's other fields describe: it is neither kept nor looked for.
Outcome classify_as_read(train::Context context, Run const& run) {
  auto const protocol = from_json<Protocol>(run.protocol, "/protocol");
  auto data = load(run.data, context.place, static_cast<uint64_t>(run.seed));
  if (protocol.bytes) data.train.front = whole_bytes(data.train);
  if (protocol.lambda_again) context.seeds.repeated = "lambda";
  if (protocol.bytes || protocol.lambda_again) context.keep_weights.clear();
  auto const net = train::make_net(context, run, data);
  return train::outcome(context, data, net, train::fit(context, run, net, data));
}

Outcome read(train::Context const& context, Run const& run) { return classify_as_read(context, run); }

Register const registered_readings("readings", read);

}  // namespace
}  // namespace mixup::readings
