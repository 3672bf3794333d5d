// verdict_text: words of decisions, effects and counts.
#include "report/verdict_text.hpp"

namespace mixup {
namespace {

constexpr char const* kPaper = "paper";  // the scale at which a verdict needs no qualification

std::string unit(Effect const& effect) { return effect.relative ? " %" : ""; }

std::string wins_text(std::optional<Improvement> const& wins) {
  if (!wins) return kNothing;
  return fmt::format("{} ({} to {})", fixed(wins->probability, 2), fixed(wins->interval.low, 2),
                     fixed(wins->interval.high, 2));
}

std::string seeds_text(Verdict const& verdict) {
  return fmt::format("seeds {} to {}", verdict.seeds.first, verdict.seeds.last());
}

/// The effect that decides, with the name of its comparison where `beside` shows another one.
std::string deciding_text(Verdict const& verdict, Verdict const& beside) {
  auto const& effect = verdict.effects[verdict.deciding];
  auto const text = effect_text(effect);
  return verdict.deciding == beside.deciding ? text : fmt::format("{} ({})", text, effect.name);
}

/// "second study, seeds 9 to 23, after -0.90 ± 1.16 by seeds 4 to 8"; of a claim that was not asked again "-1.20 ± 0.60
/// by seeds 9 to 23, which do not count here".
std::vector<std::string> study_reasons(Verdict const& verdict) {
  auto const with = [&](char const* form, Verdict const& other) {
    return fmt::format(form, deciding_text(other, verdict), seeds_text(other));
  };
  auto out = verdict.reasons;
  if (verdict.before) out.push_back("second study, " + seeds_text(verdict) + with(", after {} by {}", *verdict.before));
  if (verdict.repeated) out.push_back(with("{} by {}, which do not count here", *verdict.repeated));
  return out;
}

}  // namespace

std::string decision_text(Verdict const& verdict) {
  std::string const text = name_of(verdict.decision);
  return is_decided(verdict.decision) && verdict.scale->name != kPaper
             ? fmt::format("{} at {} scale", text, verdict.scale->name)
             : text;
}

std::string verdict_text(Verdict const& verdict) {
  auto const text = decision_text(verdict);
  auto const reasons = study_reasons(verdict);
  return reasons.empty() ? text : fmt::format("{} ({})", text, fmt::join(reasons, ", "));
}

std::string effect_text(Effect const& effect) {
  auto const& ours = effect.ours;
  if (ours.n == 0) return kNothing;
  auto const value = with_sign(ours.value, effect.digits);
  if (!effect.interval) return value + unit(effect);
  auto const another = effect.elsewhere ? fmt::format(" [{}]", fixed(*effect.elsewhere, effect.digits)) : "";
  if (auto const half = half_width(ours); half && ours.error > 0)
    return fmt::format("{} ± {}{}{}", value, fixed(*half, effect.digits), another, unit(effect));
  return fmt::format("{} ({} to {}){}", value, with_sign(effect.interval->low, effect.digits),
                     with_sign(effect.interval->high, effect.digits), unit(effect));
}

std::string paper_text(Effect const& effect) {
  return effect.paper ? with_sign(*effect.paper, effect.digits) + unit(effect) : kNothing;
}

VerdictLine verdict_line(Chapter const& chapter, Verdict const& verdict) {
  auto const& effect = verdict.effects[verdict.deciding];
  VerdictLine line;
  line.experiment = chapter.table->experiment;
  line.claim = verdict.claim->says;
  line.source = verdict.claim->source;
  line.verdict = verdict_text(verdict);
  line.paper = paper_text(effect);
  line.ours = effect_text(effect);
  line.wins = wins_text(verdict.wins);
  if (verdict.effects.size() > 1) line.decides = effect.name;
  if (verdict.tested) line.p = p_value(verdict.p_holm);
  if (verdict.decision == Decision::not_run) return line;
  line.seeds = std::to_string(effect.ours.n);
  line.hold = fmt::format("{} of {}", verdict.agreeing, verdict.run);
  line.scale = verdict.scale->name;
  line.data = verdict.data;
  return line;
}

std::string beside(VerdictLine const& line, Heading heading) {
  return heading == Heading::paper ? line.paper : line.source;
}

char const* beside_title(Heading heading) { return heading == Heading::paper ? "paper" : "claimed by"; }

std::map<std::string, size_t> counts(Chapters const& chapters, std::string (*text)(Verdict const&)) {
  std::map<std::string, size_t> out;
  for (auto const* chapter : chapters)
    for (auto const* verdict : shown_verdicts(*chapter)) ++out[text(*verdict)];
  return out;
}

std::string counts_text(Chapters const& chapters) {
  std::vector<std::string> out;
  size_t all = 0;
  for (auto const& [text, count] : counts(chapters)) {
    out.push_back(fmt::format("{} {}", count, text));
    all += count;
  }
  return fmt::format("{} claims: {}", all, fmt::join(out, ", "));
}

}  // namespace mixup
