// trial: counts seeds, and says which side a diverged run closes.
#include "report/trial.hpp"

namespace mixup {
namespace {

/// The line's runs that diverged. One that failed by a fault of machine or program is no evidence: its seed waits for
/// another try.
Records diverged_of(LineOf const& lines, Row const* row) {
  Records out;
  auto const line = lines.find(row);
  if (line == lines.end()) return out;
  for (auto const* record : line->second->broken)
    if (record->outcome.status == Status::diverged) out.push_back(record);
  return out;
}

/// A run of the comparison's first row, or of another, diverged.
void count_against(Trial& trial, ClaimKind kind, bool first) {
  switch (kind) {
    case ClaimKind::lower:
    case ClaimKind::higher:
    case ClaimKind::not_higher:  // these speak for the first row
      (first ? trial.may_hold : trial.may_fail) = false;
      break;
    case ClaimKind::not_lower:  // "does not help" speaks for the row compared with
      (first ? trial.may_fail : trial.may_hold) = false;
      break;
    case ClaimKind::equal:
      trial.may_hold = false;
      break;
    case ClaimKind::falls:
    case ClaimKind::rises:
    case ClaimKind::order:  // many rows: whom it would favour is open
      trial.may_hold = trial.may_fail = false;
      break;
  }
}

}  // namespace

Trial trial(Claim const& claim, Comparison const& comparison, LineOf const& lines, int64_t n) {
  Trial out;
  out.n = n;
  std::map<int64_t, size_t> done_rows, finished_rows;  // of each seed
  for (auto const& term : comparison.terms) {
    for (auto const* record : done_of(lines, term.row)) {
      ++done_rows[record->run.seed];
      ++finished_rows[record->run.seed];
    }
    for (auto const* record : diverged_of(lines, term.row)) {
      ++finished_rows[record->run.seed];
      out.diverged.push_back(record);
      count_against(out, claim.kind, &term == &comparison.terms.front());
    }
  }
  for (auto const& [seed, rows] : finished_rows) out.finished += rows == comparison.terms.size();
  for (auto const& [seed, rows] : done_rows) out.done += rows == comparison.terms.size();
  return out;
}

}  // namespace mixup
