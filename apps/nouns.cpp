#include "apps/nouns.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>

#include "apps/verbs.hpp"
#include "catalog/catalog.hpp"
#include "core/nearest.hpp"
#include "core/table.hpp"

namespace mixup {
namespace {

using Names = std::vector<std::string>;

void add_once(Names& names, std::string const& name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

Names experiments() {
  Names out;
  for (auto const& table : all_tables()) out.push_back(table.experiment);
  return out;
}

Names scales() {
  Names out;
  for (auto const& table : all_tables())
    for (auto const& scale : table.scales) add_once(out, scale.name);
  return out;
}

/// All that tables name; a test of the tables holds them to the catalogue, which LibTorch comes with.
Names models() {
  Names out;
  auto const add = [&out](Json const& patch) {
    if (has_field(patch, "/model/name")) add_once(out, patch["model"]["name"].get<std::string>());
  };
  for (auto const& table : all_tables()) {
    add(table.base);
    for (auto const& scale : table.scales) add(scale.run);
    for (auto const& row : table.rows) add(row.run);
  }
  return out;
}

Names data_sets() {
  Names out;
  for (auto const& entry : data_catalog()) out.push_back(entry.name);
  return out;
}

Names with(Names names, char const* more) {
  names.emplace_back(more);
  return names;
}

}  // namespace

std::vector<std::string> choices_of(std::string const& noun) {
  static std::map<std::string, Names> const known = {
      {kScale, scales()},
      {kExperiment, experiments()},
      {kModel, models()},
      {kData, with(data_sets(), "synthetic")},
      {kSet, with(data_sets(), "uci")},
      {kDevice, {"auto", "cpu", "cuda"}},
      {kPrecision, {"auto", "fp32", "bf16"}},
      {kKernels, {"auto", "fused", "torch"}},
      {kMetric, {"last", "best", "median10", "selected"}},
      {kFormat, report_format_names()},
      {kShell, completion_shells()},
  };
  auto const found = known.find(noun);
  return found == known.end() ? Names() : found->second;
}

std::string is_no_nan(std::string const& typed) {
  return std::isnan(std::strtod(typed.c_str(), nullptr)) ? "got nan, allowed a number" : "";
}

CLI::Validator one_of(std::string const& noun) {
  return {
      [noun](std::string const& typed) {
        auto const known = choices_of(noun);
        if (std::find(known.begin(), known.end(), typed) != known.end()) return std::string();
        bool const number = noun == kDevice && typed.rfind("cuda:", 0) == 0;  // the device itself says which there are
        return number
                   ? ""
                   : fmt::format("got \"{}\", allowed {}{}", typed, fmt::join(known, ", "), did_you_mean(typed, known));
      },
      ""};
}

}  // namespace mixup
