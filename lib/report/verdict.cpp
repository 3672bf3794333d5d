// verdict: first studies, and second ones of what they left open.
#include "report/verdict.hpp"

#include <algorithm>

#include "report/decide.hpp"
#include "report/study.hpp"

namespace mixup {
namespace {

std::map<std::string, Family> families_of(std::vector<Verdict>& verdicts) {
  std::map<std::string, Family> out;
  for (auto& verdict : verdicts)
    if (verdict.seeds.n > 0) out[verdict.claim->family].push_back(&verdict);
  return out;
}

/// What the claim's own rows show with the seeds of a second study: nothing, if not all of them are run.
std::shared_ptr<Verdict const> repeated(Verdict const& first, DecidingSeeds const& seeds, Table const& table,
                                        LineOf const& lines) {
  auto again = study_claim(table, *first.claim, *first.scale, lines, seeds);
  return again.complete() ? std::make_shared<Verdict const>(std::move(again)) : nullptr;
}

/// Second studies of a family are judged together, when all seeds of its first and second ones are run: were they
/// judged one by one, a later one could take back a verdict. Until then the first verdicts stand. A claim that was not
/// asked keeps its study; what the fresh seeds show of it stands beside, so that not only open claims are looked at
/// again.
void ask_again(Family const& family, Table const& table, LineOf const& lines) {
  std::vector<std::pair<Verdict*, Verdict>> asked;  // the first study, the second
  bool complete = true;
  for (auto* first : family) {
    complete = complete && first->complete();
    auto const seeds = second_seeds(*first->claim, *first->scale);
    if (seeds.n == 0 || first->decision != Decision::inconclusive) continue;
    asked.emplace_back(first, study_claim(table, *first->claim, *first->scale, lines, seeds, kSecondFactor));
    complete = complete && asked.back().second.complete();
  }
  if (asked.empty()) return;
  for (auto& [first, second] : asked)
    if (!complete)
      first->reasons.push_back(fmt::format("second study: {} of {} seeds{}", second.finished, second.seeds.n,
                                           second.complete() ? ", others of the family are missing" : ""));
  if (!complete) return;
  for (auto& [first, second] : asked) {
    second.before = std::make_shared<Verdict const>(*first);
    *first = std::move(second);
  }
  auto const fresh = asked.front().first->seeds;
  for (auto* verdict : family)
    if (!verdict->before) verdict->repeated = repeated(*verdict, fresh, table, lines);
  decide_family(family);
}

/// Generated stand-ins are no evidence.
LineOf real_lines(std::vector<Sheet> const& sheets) {
  LineOf lines;
  for (auto const& sheet : sheets)
    if (sheet.source == Source::real) lines.merge(lines_of(sheet));
  return lines;
}

}  // namespace

std::vector<Verdict> verdicts(Table const& table, Scale const& scale, std::vector<Sheet> const& sheets) {
  auto const lines = real_lines(sheets);
  std::vector<Verdict> out;
  for (auto const& claim : table.claims)
    out.push_back(study_claim(table, claim, scale, lines, deciding_seeds(claim, scale)));
  for (auto const& [name, family] : families_of(out)) {
    decide_family(family);
    ask_again(family, table, lines);
  }
  return out;
}

}  // namespace mixup
