#include "experiments/gan/album.hpp"

#include <algorithm>
#include <cstdlib>

namespace mixup::gan {
namespace {

/// x0, y0, x1, y1, ...; four significant digits are a tenth of a pixel and keep a record below 150 kB.
Json flat(at::Tensor const& points) {
  auto const values = points.to(at::kDouble).contiguous();
  Json out = Json::array();
  for (int64_t i = 0; i < values.numel(); ++i)
    out.push_back(std::strtod(fmt::format("{:.4g}", values.data_ptr<double>()[i]).c_str(), nullptr));
  return out;
}

}  // namespace

Album::Album(train::Context const& context, Run const& run, Spec const& spec, Splits const& data)
    : spec_(spec),
      panel_latent_(draw_latent(spec.samples, spec.latent, context.seeds("figure")).to(context.numerics.device)),
      judge_latent_(draw_latent(spec.judge_samples, spec.latent, context.seeds("judge")).to(context.numerics.device)),
      modes_(modes(run.data.name)),
      frame_(frame_around(data.test.x)) {
  figure_["real"] = flat(data.test.x);
}

bool Album::due(int64_t iteration) const {
  return iteration == spec_.iterations ||
         std::find(spec_.snapshots.begin(), spec_.snapshots.end(), iteration) != spec_.snapshots.end();
}

bool Album::add(int64_t iteration, Players const& players, Losses const& losses, double seconds) {
  auto const panel = players.generate(panel_latent_).cpu(), judged = players.generate(judge_latent_).cpu();
  if (!panel.isfinite().all().item<bool>() || !judged.isfinite().all().item<bool>()) return false;
  auto const coverage = cover(judged, modes_, frame_, spec_.mode_samples);
  figure_[fmt::format("iteration_{}", iteration)] = flat(panel);
  curve_["iteration"].push_back(iteration);
  curve_["discriminator_loss"].push_back(losses.discriminator);
  curve_["generator_loss"].push_back(losses.generator);
  curve_["modes"].push_back(coverage.modes);
  curve_["modes_touched"].push_back(coverage.touched);
  curve_["good_share"].push_back(coverage.good);
  curve_["inside_share"].push_back(coverage.inside);
  curve_["seconds"].push_back(seconds);
  return true;
}

void Album::go_on(Json const& kept) {
  curve_ = kept.at("curve");
  figure_ = kept.at("figure");
}

void Album::write(Outcome& outcome) const {
  outcome.curve = curve_;
  outcome.figure = figure_;
  for (auto const& [name, values] : curve_.items())
    if (name != "seconds") outcome.metrics[name] = values.back();
}

}  // namespace mixup::gan
