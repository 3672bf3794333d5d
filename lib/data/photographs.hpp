// photographs: images that are too many to be held, read and decoded when a batch asks for them (section 3.1).
#pragma once
#include <atomic>
#include <memory>
#include <string>

#include "data/dataset.hpp"
#include "data/photo_view.hpp"
#include "formats/image_cache.hpp"
#include "formats/image_folder.hpp"

namespace mixup {

/// Encoded images by number.
struct ImageSource {
  std::vector<int64_t> labels;
  std::function<std::string(int64_t)> bytes;  // called from several threads at a time
  std::function<std::string(int64_t)> name;   // "n01440764/n01440764_18.JPEG"
  std::vector<std::string> left_out = {};     // names of broken images that are not among them
};

class Photographs : public Examples {
 public:
  Photographs(ImageSource source, int64_t size);

  std::vector<int64_t> shape() const override { return {3, size_, size_}; }

  /// A file that cannot be decoded is replaced by the next of its class that can, whatever else was read before:
  /// batches keep their size, labels and order. Errors: Exit::data when no file of a class can be read, or more than 1
  /// % of the files (and more than ten) cannot; Exit::io when the disk fails.
  at::Tensor make(at::Tensor const& indices, Augment augment, uint64_t seed) const override;

  /// "skipped" and its names begin with what the source left out.
  /// {"rgb", "grayscale", "cmyk", "png", "ppm", "skipped", "skipped_files": [up to ten names]} of the files read so
  /// far.
  Json counts() const override;

 private:
  struct Seen {
    Image image;
    bool flip;
  };
  Seen see(int64_t index, Augment augment, uint64_t seed, int64_t position) const;
  void skip(int64_t index, std::string const& reason) const;

  ImageSource source_;
  int64_t size_;
  std::vector<std::vector<int64_t>> by_class_;
  std::vector<int64_t> place_;  // of a file in the list of its class
  // The outcome of reading each file: bit k: read with Coding k; bit 7: could not be read. Only ever added to, so that
  // it does not depend on the order of reading.
  std::unique_ptr<std::atomic<uint8_t>[]> seen_;
  mutable std::atomic<int64_t> skipped_{0};
};

/// The images as a data set, normalised by ImageNet's means and deviations.
Dataset photograph_data(ImageSource source, int64_t classes, int64_t size);

/// Training and validation part of the listed folder, the first `train_limit` and `test_limit` files of each.
/// Exit::usage in a program without libjpeg-turbo. With a cache (of the same folder, perhaps of more classes) the
/// images are its, in the same order; those that are broken are left out and named in the counts.
Splits load_photographs(DataSpec const& spec, std::shared_ptr<ImageFolder const> const& images,
                        std::shared_ptr<ImageCache const> const& cache);

/// Generated images in their place (data/synthetic_photographs.hpp); `official_classes` unless spec.classes says
/// fewer.
Splits generate_photographs(DataSpec const& spec, int64_t official_classes);

}  // namespace mixup
