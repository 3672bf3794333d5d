#include "experiments/gan/spec.hpp"

#include <algorithm>

namespace mixup::gan {
namespace {

/// Fields, or groups of them, that this experiment reads.
constexpr char const* kUsed[] = {"/experiment",
                                 "/scale",
                                 "/row",
                                 "/seed",
                                 "/data/name",
                                 "/data/source",
                                 "/model/name",
                                 "/model/width",
                                 "/optimizer/name",
                                 "/optimizer/lr",
                                 "/optimizer/momentum",
                                 "/optimizer/nesterov",
                                 "/optimizer/weight_decay",
                                 "/optimizer/decay_norms",
                                 "/budget/batch",
                                 "/method/alpha",
                                 "/method/lambda_per",
                                 "/protocol"};

bool used(std::string const& field) {
  auto const covers = [&](std::string const& one) { return field == one || field.rfind(one + "/", 0) == 0; };
  return std::any_of(std::begin(kUsed), std::end(kUsed), covers);
}

}  // namespace

Spec read_spec(Run const& run) {
  Json const given = to_json(run), neutral = to_json(Run{});
  for (auto const& field : differing(neutral, given))
    if (!used(field))
      throw error(Exit::usage, "{}: got {}, allowed {}: the GAN has no such thing", field,
                  given[Json::json_pointer(field)].dump(), neutral[Json::json_pointer(field)].dump());
  auto const spec = from_json<Spec>(run.protocol, "/protocol");
  if (spec.lambda_law == LambdaLaw::authors_demo && run.method.alpha > 1)
    throw error(Exit::usage, "/method/alpha: got {}, allowed 0 ... 1 with lambda ~ U(0, alpha)", run.method.alpha);
  if (spec.lambda_law == LambdaLaw::authors_demo && run.method.alpha == 0)
    throw error(Exit::usage, "/protocol/lambda_law: got authors_demo, allowed paper with alpha 0, the plain GAN");
  if (spec.lambda_law == LambdaLaw::authors_demo && spec.generator_mixed)
    throw error(Exit::usage, "/protocol/generator_mixed: got true, allowed false with lambda_law authors_demo");
  if (!std::is_sorted(spec.snapshots.begin(), spec.snapshots.end()))
    throw error(Exit::usage, "/protocol/snapshots: got {}, allowed iterations in rising order",
                fmt::join(spec.snapshots, ", "));
  return spec;
}

}  // namespace mixup::gan
