#include "mix/targets.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/full.h>
#include <ATen/ops/log_softmax.h>
#include <ATen/ops/one_hot.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "mix/plain.hpp"

namespace mixup::mix {
namespace {

at::Tensor scalar(double value) {
  auto out = at::empty({}, at::TensorOptions(at::kFloat));
  *out.data_ptr<float>() = static_cast<float>(value);
  return out;
}

/// log sum exp of a row.
float log_sum(float const* logits, int64_t classes) {
  float const most = *std::max_element(logits, logits + classes);
  float sum = 0;
  for (int64_t c = 0; c < classes; ++c) sum += std::exp(logits[c] - most);
  return most + std::log(sum);
}

/// f(row, logits of the row, targets of the row, classes)
template <class F>
void for_rows(at::Tensor const& logits, at::Tensor const& q, F const& f) {
  int64_t const classes = logits.size(1);
  auto const *l = logits.data_ptr<float>(), *t = q.data_ptr<float>();
  for (int64_t row = 0; row < logits.size(0); ++row, l += classes, t += classes) f(row, l, t, classes);
}

at::Tensor plain_cross_entropy(at::Tensor const& logits, at::Tensor const& q) {
  double sum = 0;
  for_rows(logits, q, [&](int64_t, float const* l, float const* t, int64_t classes) {
    float const normaliser = log_sum(l, classes);
    for (int64_t c = 0; c < classes; ++c) sum += static_cast<double>(t[c] * (normaliser - l[c]));
  });
  return scalar(sum / static_cast<double>(logits.size(0)));
}

at::Tensor plain_error(at::Tensor const& logits, at::Tensor const& y, at::Tensor const& label_weights,
                       at::Tensor const& rows) {
  int64_t const classes = logits.size(1), order = rows.size(1);
  auto const *weights = label_weights.data_ptr<float>(), *row = logits.data_ptr<float>();
  auto const *labels = y.data_ptr<int64_t>(), *partners = rows.data_ptr<int64_t>();
  double sum = 0;
  for (int64_t b = 0; b < logits.size(0); ++b, row += classes) {
    int64_t const answer = std::max_element(row, row + classes) - row;
    for (int64_t j = b * order; j < (b + 1) * order; ++j)
      if (labels[partners[j]] != answer) sum += static_cast<double>(weights[j]);
  }
  return scalar(sum / static_cast<double>(logits.size(0)));
}

}  // namespace

at::Tensor smooth_one_hot(at::Tensor const& y, int64_t classes, double epsilon) {
  auto const off = static_cast<float>(epsilon / static_cast<double>(classes)),
             on = static_cast<float>(1 - epsilon) + off;
  if (!y.device().is_cpu() || !y.is_contiguous())
    return at::full({y.numel(), classes}, off, y.options().dtype(at::kFloat)).scatter_(1, y.unsqueeze(1), on);
  auto const out = at::empty({y.numel(), classes}, at::kFloat);
  auto* row = out.data_ptr<float>();
  for (int64_t b = 0; b < y.numel(); ++b, row += classes) {
    int64_t const label = y.data_ptr<int64_t>()[b];
    if (label < 0 || label >= classes)
      throw error(Exit::bug, "label {} of a batch is {}, allowed 0 ... {}", b, label, classes - 1);
    std::fill_n(row, classes, off);
    row[label] = on;
  }
  return out;
}

at::Tensor label_weights(LabelRule rule, at::Tensor const& weights) {
  if (rule == LabelRule::mixed) return weights;
  if (rule == LabelRule::clipped) {
    auto const inside = weights.clamp(0, 1);
    return inside / inside.sum(1, true);
  }
  auto const chosen = rule == LabelRule::own ? at::zeros_like(weights.select(1, 0), at::kLong) : weights.argmax(1);
  return at::one_hot(chosen, weights.size(1)).to(at::kFloat);
}

at::Tensor soft_cross_entropy(at::Tensor const& logits, at::Tensor const& q) {
  if (is_plain(logits) && is_plain(q)) return plain_cross_entropy(logits, q);
  return -(q * at::log_softmax(logits.to(at::kFloat), 1)).sum(1).mean();
}

at::Tensor soft_cross_entropy_gradient(at::Tensor const& logits, at::Tensor const& q) {
  auto const out = at::empty_like(logits);
  auto const examples = static_cast<float>(logits.size(0));
  for_rows(logits, q, [&](int64_t row, float const* l, float const* t, int64_t classes) {
    auto* const d = out.data_ptr<float>() + row * classes;
    float const normaliser = log_sum(l, classes);
    for (int64_t c = 0; c < classes; ++c) d[c] = (std::exp(l[c] - normaliser) - t[c]) / examples;
  });
  return out;
}

at::Tensor targets_of(Meaning const& meaning, at::Tensor const& y, double epsilon) {
  return meaning.numbers.defined() ? meaning.numbers.index_select(0, y) : smooth_one_hot(y, meaning.outputs, epsilon);
}

at::Tensor squared_error(at::Tensor const& answers, at::Tensor const& q) {
  return (answers.to(at::kFloat) - q).square().sum(1).mean();
}

at::Tensor squared_error_gradient(at::Tensor const& answers, at::Tensor const& q) {
  return (answers - q).mul_(2.0 / static_cast<double>(answers.size(0)));
}

Loss const& Meaning::loss() const {
  static constexpr Loss kCrossEntropy{soft_cross_entropy, soft_cross_entropy_gradient};
  static constexpr Loss kSquaredError{squared_error, squared_error_gradient};
  return numbers.defined() ? kSquaredError : kCrossEntropy;
}

at::Tensor weighted_error(at::Tensor const& logits, at::Tensor const& y, at::Tensor const& label_weights,
                          at::Tensor const& rows) {
  if (is_plain(logits) && is_plain(label_weights) && rows.is_contiguous())
    return plain_error(logits, y, label_weights, rows);
  auto const wrong = logits.argmax(1, true) != y.index_select(0, rows.reshape(-1)).view_as(rows);
  return (wrong * label_weights).sum(1).mean();
}

}  // namespace mixup::mix
