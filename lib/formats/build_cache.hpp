// build_cache: makes an image cache of a folder of photographs, by several threads.
#pragma once
#include <functional>

#include "formats/image_cache.hpp"

namespace mixup {

/// A photograph with its shorter side at most `size` pixels, as JPEG of that quality: gray stays gray, everything else
/// becomes RGB. JPEG files of light that are no larger stay as they are, byte by byte. Errors: Exit::data for what
/// cannot be decoded.
std::string shrink_image(std::string_view bytes, int64_t size, int quality);

struct CacheJob {
  int64_t size = 256;  // what every recipe cuts its 224 out of
  int quality = 90;    // ffcv's choice for its ImageNet
  int threads = 1;
  // Called from one thread at a time: images so far, of how many, and how many of these were there before.
  std::function<void(uint64_t done, uint64_t all, uint64_t before)> progress = {};
};

/// Makes cache_path(folder, job.size) of the whole list `images`, or leaves it alone when it is there, of these
/// images and this quality. Goes on with what an earlier call left. The file depends on images, size and quality
/// alone. Images that cannot be decoded are in it by name and reason; more than ten and one in a hundred of them are
/// Exit::data. Returns whether anything was made.
bool build_cache(std::string const& folder, ImageFolder const& images, CacheJob const& job);

}  // namespace mixup
