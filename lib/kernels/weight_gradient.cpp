// weight_gradient: the gradient of a bfloat16 convolution by its weights.
//
// The sum runs over pixels, two at a time. So both operands are laid out as pairs of neighbouring outputs' pixels: x as
// (x[w], x[w + stride]) at every w, which serves all columns of the kernel; dy as (dy[w], dy[w + 1]) at every second w.
#include <ATen/Parallel.h>

#include <algorithm>
#include <vector>

#include "kernels/convolution_rows.hpp"
#include "kernels/dot_tiles.hpp"
#include "kernels/pixel_pairs.hpp"

namespace mixup::kernels {
namespace {

constexpr int64_t kSlack = 64;     // elements that a vector may read behind the last
constexpr int64_t kOutputs = 16;   // of a tile, at most
constexpr int64_t kPixels = 1024;  // summed before a sum is written back: the operands of a tile fit the second cache

/// Some images of the batch as pairs, and the sums over them.
class Block {
 public:
  explicit Block(Convolution const& s)
      : s_(s),
        wide_(s.width + 2 * s.padding + s.stride),
        high_(s.height + 2 * s.padding),
        half_((s.out_width() + 1) / 2),
        images_(std::clamp<int64_t>(kPixels / (s.out_height() * s.out_width()), 1, s.batch)),
        x_(static_cast<size_t>(images_ * high_ * wide_ * s.in + kSlack)),
        dy_(static_cast<size_t>(images_ * s.out_height() * half_ * s.out + kSlack)) {
    for (int64_t down = 0; down < s.kernel; ++down) pairs_.push_back(pairs_under(down));
  }

  int64_t images() const { return images_; }

  /// dweights += the sums over `count` images.
  void add(Bf16 const* x, Bf16 const* dy, int64_t count, float* dweights) {
    for (int64_t b = 0; b < count; ++b) {
      pair_inputs(s_, x + b * s_.height * s_.width * s_.in, wide_, x_.data() + b * high_ * wide_ * s_.in);
      put_dy(dy + b * s_.out_height() * s_.out_width() * s_.out, b, count);
    }
    int64_t const width = s_.kernel * s_.in, step = s_.kernel * width;
    int64_t const lanes = width <= 8 ? 8 : 16;
    for (int64_t down = 0; down < s_.kernel; ++down) {
      auto const& pairs = pairs_[static_cast<size_t>(down)];  // of all images, one after the other
      auto const some = static_cast<int64_t>(pairs.size()) / images_ * count;
      for (int64_t first = 0; first < s_.out; first += kOutputs)
        add_products({x_.data(), dy_.data() + first * count * s_.out_height() * half_, pairs.data(), some, lanes, width,
                      std::min(kOutputs, s_.out - first), dweights + first * step + down * width, step});
    }
  }

 private:
  /// In tiles of kOutputs outputs, each with all pixels.
  void put_dy(Bf16 const* image, int64_t b, int64_t count) {
    int64_t const pairs = count * s_.out_height() * half_;
    for (int64_t first = 0; first < s_.out; first += kOutputs) {
      auto const some = std::min(kOutputs, s_.out - first);
      pair_outputs(image + first, s_.out_height(), s_.out_width(), s_.out, some,
                   dy_.data() + first * pairs + b * s_.out_height() * half_ * some);
    }
  }

  /// Pairs of outputs whose pixels under row `down` of the kernel lie in the image; elsewhere x is zero.
  std::vector<PixelPair> pairs_under(int64_t down) const {
    std::vector<PixelPair> out;
    for (int64_t b = 0; b < images_; ++b)
      for (int64_t h = 0; h < s_.out_height(); ++h) {
        int64_t const row = h * s_.stride + down;
        if (row < s_.padding || row >= s_.height + s_.padding) continue;
        for (int64_t w = 0; w < half_; ++w)
          out.push_back({static_cast<int>(((b * high_ + row) * wide_ + 2 * w * s_.stride) * s_.in),
                         static_cast<int>((b * s_.out_height() + h) * half_ + w)});
      }
    return out;
  }

  Convolution s_;
  int64_t wide_, high_, half_, images_;
  std::vector<uint32_t> x_, dy_;
  std::vector<std::vector<PixelPair>> pairs_;  // under each row of the kernel
};

}  // namespace

void weight_gradient(Convolution const& s, Bf16 const* x, Bf16 const* dy, float* dweights) {
  auto const size = s.out * s.kernel * s.kernel * s.in;
  int64_t const parts = std::min<int64_t>(at::get_num_threads(), s.batch);
  std::vector<std::vector<float>> sums(static_cast<size_t>(parts));
  at::parallel_for(0, parts, 1, [&](int64_t begin, int64_t end) {
    for (int64_t part = begin; part < end; ++part) {
      auto& mine = sums[static_cast<size_t>(part)];
      mine.assign(static_cast<size_t>(size), 0);
      Block block(s);
      int64_t const last = s.batch * (part + 1) / parts;
      for (int64_t b = s.batch * part / parts; b < last; b += block.images())
        block.add(x + b * s.height * s.width * s.in, dy + b * s.out_height() * s.out_width() * s.out,
                  std::min(block.images(), last - b), mine.data());
    }
  });
  std::copy(sums[0].begin(), sums[0].end(), dweights);
  for (int64_t part = 1; part < parts; ++part)
    for (int64_t i = 0; i < size; ++i) dweights[i] += sums[static_cast<size_t>(part)][static_cast<size_t>(i)];
}

}  // namespace mixup::kernels
