// study: what the declared seeds of one study say of a claim, before it stands beside other claims.
#pragma once
#include "report/verdict.hpp"

namespace mixup {

/// The effects of the claim by the runs of `seeds` alone, with p of the claim, of its opposite and of "smaller", each
/// `p_factor` times as large. Nothing is decided yet. Table, scale and the records behind `lines` must outlive the
/// verdict.
Verdict study_claim(Table const& table, Claim const& claim, Scale const& scale, LineOf const& lines,
                    DecidingSeeds const& seeds, double p_factor = 1);

/// The effect on which the claim stands or falls: the weakest of the `needed` strongest that have been run.
size_t weakest_needed(Verdict const& verdict);

/// All rows of some comparison have a record of a declared seed, or one of them diverged.
bool has_records(Verdict const& verdict);

}  // namespace mixup
