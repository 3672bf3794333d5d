#include "kernels/convolution_rows.hpp"

#include <ATen/Parallel.h>

#include <algorithm>
#include <vector>

#include "kernels/dot_tiles.hpp"

namespace mixup::kernels {
namespace {

constexpr int64_t kSlack = 64;  // elements behind a frame that a vector may read

struct Image {
  int64_t height, width, channels;
  int64_t size() const { return height * width * channels; }
};

/// A tap of the kernel: where it reads, from an output's own pixel on, and which of the weights it takes.
struct Tap {
  int64_t down, right, weight;
};

/// One product: outputs at rows top, top + every, ... and columns left, left + every, ... of an image.
class Pass {
 public:
  /// weight(output, tap's weight, channel). `step`: pixels of the source between two outputs.
  template <class Weight>
  Pass(Image source, Image target, int64_t top, int64_t left, int64_t every, int64_t step, int64_t frame,
       std::vector<Tap> const& taps, Weight const& weight)
      : source_(source), target_(target), top_(top), left_(left), every_(every), step_(step), frame_(frame) {
    pairs_ = (source.channels + 1) / 2;
    lanes_ = lanes_for(target.channels);
    vectors_ = tile_vectors((target.channels + lanes_ - 1) / lanes_);
    for (auto const& tap : taps) {
      downs_.push_back(tap.down);
      for (int64_t pair = 0; pair < pairs_; ++pair)
        offsets_.push_back(
            static_cast<int>(((tap.down + frame) * framed_width() + tap.right + frame) * source.channels + 2 * pair));
    }
    pack(taps, weight);
  }

  int64_t framed_width() const { return source_.width + 2 * frame_; }
  int64_t framed_size() const { return (source_.height + 2 * frame_) * framed_width() * source_.channels + kSlack; }

  /// All its outputs of one image.
  void run(Bf16 const* framed, Bf16 const* add, Bf16* out) const {
    auto const tile = lanes_ * vectors_;
    int64_t const pixels = (target_.width - left_ + every_ - 1) / every_;
    for (int64_t first = 0; first < target_.channels; first += tile)
      for (int64_t row = top_, i = 0; row < target_.height; row += every_, ++i) {
        auto const [begin, end] = inside(i);
        auto const at = (row * target_.width + left_) * target_.channels + first;
        multiply_row({framed + i * step_ * framed_width() * source_.channels, step_ * source_.channels,
                      source_.channels, offsets_.data() + begin, end - begin,
                      packed_.data() + 2 * tile * (first / tile * static_cast<int64_t>(offsets_.size()) + begin),
                      lanes_, vectors_, target_.channels - first, add ? add + at : nullptr, out + at,
                      every_ * target_.channels, pixels});
      }
  }

 private:
  /// Pairs of the taps that read rows of the source; the others read the frame's zeros. Taps are sorted by row.
  std::pair<int64_t, int64_t> inside(int64_t row) const {
    size_t begin = 0, end = downs_.size();
    while (begin < end && row * step_ + downs_[begin] < 0) ++begin;
    while (begin < end && row * step_ + downs_[end - 1] >= source_.height) --end;
    return {static_cast<int64_t>(begin) * pairs_, static_cast<int64_t>(end) * pairs_};
  }

  template <class Weight>
  void pack(std::vector<Tap> const& taps, Weight const& weight) {
    auto const tile = lanes_ * vectors_, tiles = (target_.channels + tile - 1) / tile;
    packed_.assign(static_cast<size_t>(2 * tiles * tile) * offsets_.size(), Bf16{0});
    auto* const to = packed_.data();
    auto const block = tile * static_cast<int64_t>(offsets_.size());
    at::parallel_for(0, tiles, 1, [&](int64_t begin, int64_t end) {
      for (int64_t output = begin * tile; output < std::min(end * tile, target_.channels); ++output)
        for (size_t tap = 0; tap < taps.size(); ++tap)
          for (int64_t c = 0; c < source_.channels; ++c) {
            auto const pair = static_cast<int64_t>(tap) * pairs_ + c / 2;
            narrow(weight(output, taps[tap].weight, c),
                   to[2 * (output / tile * block + pair * tile + output % tile) + c % 2]);
          }
    });
  }

  Image source_, target_;
  int64_t top_, left_, every_, step_, frame_, pairs_, lanes_, vectors_;
  std::vector<int64_t> downs_;  // of the taps
  std::vector<int> offsets_;    // of each pair of each tap
  std::vector<Bf16> packed_;
};

/// The image in the middle of `framed`, which has a frame of zeros and keeps it.
void put_in_frame(Bf16 const* image, Image size, int64_t frame, Bf16* framed) {
  auto const row = size.width * size.channels, framed_row = (size.width + 2 * frame) * size.channels;
  for (int64_t h = 0; h < size.height; ++h)
    std::copy_n(image + h * row, row, framed + (h + frame) * framed_row + frame * size.channels);
}

void run_passes(std::vector<Pass> const& passes, int64_t batch, Image source, Image target, int64_t frame,
                Bf16 const* in, Bf16 const* add, Bf16* out) {
  at::parallel_for(0, batch, 1, [&](int64_t begin, int64_t end) {
    std::vector<Bf16> framed(static_cast<size_t>(passes.front().framed_size()), Bf16{0});
    for (int64_t b = begin; b < end; ++b) {
      put_in_frame(in + b * source.size(), source, frame, framed.data());
      for (auto const& pass : passes)
        pass.run(framed.data(), add ? add + b * target.size() : nullptr, out + b * target.size());
    }
  });
}

/// Taps of the gradient by the input at rows and columns of the remainders `top` and `left`: the outputs that a pixel
/// takes part in.
std::vector<Tap> backward_taps(Convolution const& s, int64_t top, int64_t left) {
  std::vector<Tap> taps;
  for (int64_t i = s.kernel - 1; i >= 0; --i)
    for (int64_t j = s.kernel - 1; j >= 0; --j) {
      int64_t const down = top + s.padding - i, right = left + s.padding - j;
      if (down % s.stride == 0 && right % s.stride == 0)
        taps.push_back({down / s.stride, right / s.stride, i * s.kernel + j});
    }
  return taps;
}

}  // namespace

void convolve(Convolution const& s, Bf16 const* x, float const* weights, Bf16 const* add, Bf16* y) {
  Image const source{s.height, s.width, s.in}, target{s.out_height(), s.out_width(), s.out};
  std::vector<Tap> taps;
  for (int64_t i = 0; i < s.kernel; ++i)
    for (int64_t j = 0; j < s.kernel; ++j) taps.push_back({i - s.padding, j - s.padding, i * s.kernel + j});
  std::vector<Pass> passes;
  passes.emplace_back(source, target, 0, 0, 1, s.stride, s.padding, taps, [&](int64_t o, int64_t tap, int64_t c) {
    return weights[(o * s.kernel * s.kernel + tap) * s.in + c];
  });
  run_passes(passes, s.batch, source, target, s.padding, x, add, y);
}

void input_gradient(Convolution const& s, Bf16 const* dy, float const* weights, Bf16* dx) {
  Image const source{s.out_height(), s.out_width(), s.out}, target{s.height, s.width, s.in};
  int64_t const frame = (s.stride - 1 + s.padding) / s.stride;  // what the taps reach
  std::vector<Pass> passes;
  for (int64_t top = 0; top < s.stride; ++top)
    for (int64_t left = 0; left < s.stride; ++left)
      passes.emplace_back(
          source, target, top, left, s.stride, 1, frame, backward_taps(s, top, left),
          [&](int64_t c, int64_t tap, int64_t o) { return weights[(o * s.kernel * s.kernel + tap) * s.in + c]; });
  run_passes(passes, s.batch, source, target, frame, dy, nullptr, dx);
}

}  // namespace mixup::kernels
