// unused_fields: one line for each field and the kinds of data that know it.
#include "data/unused_fields.hpp"

#include "core/error.hpp"

namespace mixup {

void refuse_unused(DataKind kind, DataSpec const& spec) {
  DataSpec const neutral;
  auto const refuse = [&](bool set, char const* field, char const* what) {
    if (set) throw error(Exit::usage, "data.{}: {} has no {}, allowed is the default", field, spec.name, what);
  };
  if (kind != DataKind::photographs) {
    refuse(spec.classes != neutral.classes, "classes", "choice of classes");
    refuse(spec.size != neutral.size, "size", "photographs to resize");
    refuse(spec.cache != neutral.cache, "cache", "photographs in a folder");
  } else if (spec.cache > 0 && spec.source != Source::real) {
    throw error(Exit::usage, "data.cache: generated photographs have no cache, allowed 0");
  }
  if (kind != DataKind::speech && kind != DataKind::photographs)
    refuse(spec.rest_to_test, "rest_to_test", "training examples to be judged by");
  if (spec.rest_to_test && spec.cache > 0)
    throw error(Exit::usage, "data.rest_to_test: a cache keeps its parts apart, allowed false");
  if (kind != DataKind::table) refuse(spec.target != neutral.target, "target", "columns");
  if (spec.target > 0 && spec.corrupt > 0)
    throw error(Exit::usage, "data.corrupt: got {}, a number that is learnt has no classes, allowed 0", spec.corrupt);
  if (kind != DataKind::speech) {
    refuse(spec.features != neutral.features, "features", "sound");
    refuse(spec.pad_last != neutral.pad_last, "pad_last", "sound");
  }
  if (kind == DataKind::points) refuse(spec.scaling == Scaling::minmax, "scaling", "scaling");
}

}  // namespace mixup
