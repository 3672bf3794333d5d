// row_chunks: passes over the rows of a channels-last activation in chunks, one after the other or on several threads.
#pragma once
#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "kernels/norm_rows.hpp"

namespace mixup::kernels {

/// Elements whose sums are taken in float before they are added in double: a few hundred kilobytes of a cache. Fixed,
/// so that sums do not depend on the number of threads.
constexpr int64_t kChunk = 1 << 16;

/// An activation as rows of channels.
struct Rows {
  int64_t channels, count, period, chunk, chunks;  // count: elements; chunk: elements, a multiple of the period

  explicit Rows(at::Tensor const& x) : channels(x.size(1)), count(x.numel()), period(period_of(channels)) {
    chunk = std::max<int64_t>(1, kChunk / period) * period;
    chunks = (count + chunk - 1) / chunk;
  }
  double per_channel() const { return static_cast<double>(count) / static_cast<double>(channels); }
};

/// body(number of the chunk, first element, elements), of every chunk.
template <class Body>
void in_chunks(Rows const& rows, Body const& body) {
  at::parallel_for(0, rows.chunks, 1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) body(i, i * rows.chunk, std::min(rows.chunk, rows.count - i * rows.chunk));
  });
}

using Totals = std::vector<double>;  // one per channel

/// Two sums per channel: add(first element, elements, first sums [period], second sums [period]) for every chunk.
template <class Add>
std::pair<Totals, Totals> two_sums(Rows const& rows, Add const& add) {
  auto const period = static_cast<size_t>(rows.period);
  Values sums(2 * period * static_cast<size_t>(rows.chunks));
  in_chunks(rows, [&](int64_t i, int64_t first, int64_t count) {
    auto* const mine = sums.data() + 2 * rows.period * i;
    add(first, count, mine, mine + rows.period);
  });
  std::pair<Totals, Totals> out{Totals(rows.channels), Totals(rows.channels)};
  for (size_t at = 0; at < sums.size(); at += 2 * period)
    for (size_t i = 0; i < period; ++i) {
      out.first[i % out.first.size()] += static_cast<double>(sums[at + i]);
      out.second[i % out.first.size()] += static_cast<double>(sums[at + period + i]);
    }
  return out;
}

/// bfloat16 of LibTorch and of the loops: the same 16 bits.
template <class Body>
void by_type(at::Tensor const& x, Body const& body) {
  if (x.scalar_type() == at::kFloat)
    body(float{});
  else
    body(Bf16{});
}

template <class T>
T* data(at::Tensor const& x) {
  return static_cast<T*>(x.data_ptr());
}

}  // namespace mixup::kernels
