// cache_folder: a folder of photographs, good, odd and broken, and the cache that is built of it.
#pragma once
#include <cstdint>
#include <string>

#include "error_of.hpp"
#include "formats/build_cache.hpp"
#include "formats/file.hpp"
#include "formats/image_cache.hpp"
#include "formats/ink_jpeg.hpp"
#include "scratch_folder.hpp"

namespace mixup::test {

constexpr int64_t kSmall = 32;

/// Three classes, five and two images each of many shapes; one gray, one CMYK, one small, one cut off, one text.
inline void write_folder(ScratchFolder const& folder) {
  for (int64_t i = 0; i < 21; ++i)
    folder.write(fmt::format("{}/n{}/{:02}.JPEG", i < 15 ? "train" : "val", i % 3, i),
                 encode_jpeg(waves(40 + 7 * i, 90 - 2 * i), 95, i == 4));
  folder.write("train/n0/ink.JPEG", write_inks(waves(60, 90), JCS_YCCK, true));
  folder.write("train/n1/small.JPEG", encode_jpeg(waves(20, 30), 95, false));
  folder.write("train/n1/cut.JPEG", encode_jpeg(waves(60, 90), 95, false).substr(0, 400));
  folder.write("val/n2/text.JPEG", "<html>404</html>");
}

inline ImageFolder list(ScratchFolder const& folder) { return list_images(folder.path(), 0, 0); }

inline CacheJob job_of(int threads, uint64_t stop_after = UINT64_MAX) {
  CacheJob job{kSmall, 90, threads, {}};
  job.progress = [stop_after](uint64_t done, uint64_t, uint64_t) {
    if (done >= stop_after) throw error(Exit::bug, "killed");
  };
  return job;
}

inline std::string cache_of(ScratchFolder const& folder) { return cache_path(folder.path(), kSmall); }

/// The bytes of the cache, built without a break by one thread.
inline std::string built(ScratchFolder const& folder) {
  build_cache(folder.path(), list(folder), job_of(1));
  return read_bytes(cache_of(folder));
}

}  // namespace mixup::test
