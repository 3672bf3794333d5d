#include "train/curve.hpp"

namespace mixup::train {
namespace {

struct Member {
  char const* name;
  std::vector<double> Curve::*values;
  bool always;  // every classifier has it
};

/// In the order of a record.
constexpr Member kMembers[] = {
    {"rate", &Curve::rate, true},
    {"train_loss", &Curve::train_loss, true},
    {"train_error", &Curve::train_error, true},
    {"clean_train_error", &Curve::clean_train_error, true},
    {"test_error", &Curve::test_error, true},
    {"test_loss", &Curve::test_loss, true},
    {"seconds", &Curve::seconds, true},
    {"images_per_second", &Curve::images_per_second, true},
    {"test_error_top5", &Curve::test_error_top5, false},
    {"validation_error", &Curve::validation_error, false},
};

}  // namespace

Json to_json(Curve const& curve) {
  Json out = Json::object();
  for (auto const& member : kMembers)
    if (member.always || !(curve.*member.values).empty()) out[member.name] = curve.*member.values;
  return out;
}

Curve curve_from_json(Json const& json) {
  Curve out;
  for (auto const& member : kMembers)
    if (json.contains(member.name)) out.*member.values = json[member.name].get<std::vector<double>>();
  return out;
}

}  // namespace mixup::train
