#include "experiments/structured/transcript.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/ops/ctc_loss.h>
#include <ATen/ops/log_softmax.h>
#include <ATen/ops/tensor.h>

#include <algorithm>
#include <numeric>

namespace mixup::structured {

Transcript best_path(at::Tensor const& logits, int64_t answers) {
  auto const best = logits.narrow(0, 0, answers).argmax(1).contiguous();
  auto const* const at = best.data_ptr<int64_t>();
  Transcript out;
  for (int64_t t = 0; t < answers; ++t)
    if (at[t] != 0 && (t == 0 || at[t] != at[t - 1])) out.push_back(at[t]);
  return out;
}

int64_t edits(Transcript const& a, Transcript const& b) {
  std::vector<int64_t> row(b.size() + 1);  // distances of a's beginning to each beginning of b
  std::iota(row.begin(), row.end(), 0);
  for (size_t i = 1; i <= a.size(); ++i) {
    auto diagonal = row[0]++;
    for (size_t j = 1; j <= b.size(); ++j) {
      auto const substituted = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = std::min({substituted, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

at::Tensor ctc(at::Tensor const& logits, std::vector<int64_t> const& answers, std::vector<Transcript> const& said) {
  std::vector<int64_t> digits, lengths;
  for (auto const& transcript : said) {
    digits.insert(digits.end(), transcript.begin(), transcript.end());
    lengths.push_back(static_cast<int64_t>(transcript.size()));
  }
  auto const p = at::log_softmax(logits.to(at::kFloat), 2).transpose(0, 1);
  auto const loss =
      at::ctc_loss(p, at::tensor(digits, at::kLong), answers, lengths, /*blank=*/0, /*reduction: none*/ 0);
  return loss / at::tensor(lengths, at::kLong).to(loss.device());
}

}  // namespace mixup::structured
