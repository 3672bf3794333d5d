// transcript: what a net says, and how wrong it is.
#pragma once
#include <ATen/core/Tensor.h>

#include "experiments/structured/strings.hpp"

namespace mixup::structured {

/// The best answer at each of the first `answers` instants of float [answers or more, classes], without repetitions
/// and then without blanks (CTC's best path: Graves et al., ICML 2006, section 3.2).
Transcript best_path(at::Tensor const& logits, int64_t answers);

/// The fewest insertions, deletions and substitutions that make one of the other (Levenshtein).
int64_t edits(Transcript const& a, Transcript const& b);

/// Mean over the batch of CTC's negative log-likelihood per digit of the transcript; logits float [B, T, classes], of
/// which answers[i] instants belong to example i. A scalar for each example: float [B].
at::Tensor ctc(at::Tensor const& logits, std::vector<int64_t> const& answers, std::vector<Transcript> const& said);

}  // namespace mixup::structured
