// photo_folder: a small ImageFolder on disk with everything that the real one has: gray, CMYK, a PNG named .JPEG, and
// files that cannot be read.
#pragma once
#include <string>

#include "core/run.hpp"
#include "data/synthetic_photographs.hpp"
#include "formats/ink_jpeg.hpp"
#include "scratch_folder.hpp"

namespace mixup::test {

/// Photographs of `size` pixels per side, from a folder of fewer classes than ImageNet has.
inline DataSpec spec_of(int64_t size) {
  DataSpec spec;
  spec.name = "imagenet";
  spec.partial = true;
  spec.size = size;
  return spec;
}

/// 8 x 8 pixels of gray, written by Pillow (tests/golden/images.py writes larger ones).
inline std::string png_bytes() {
  std::string const hex =
      "89504e470d0a1a0a0000000d4948445200000008000000080800000000e164e157000000174944415478da636460810046052883851406e3"
      "0328030047580298239af1d50000000049454e44ae426082";
  std::string out;
  for (size_t i = 0; i < hex.size(); i += 2) out += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return out;
}

/// `each` images per class to train on, two to judge by, and five odd ones in the first class of train/.
inline void write_photo_folder(ScratchFolder const& folder, int64_t classes, int64_t each) {
  auto const write = [&](char const* part, int64_t count) {
    auto const files = synthetic_photographs("test", part, classes, classes * count);
    for (size_t i = 0; i < files.size(); ++i)
      folder.write(fmt::format("{}/n{:08}/{:05}.JPEG", part, i % static_cast<size_t>(classes), i), files[i]);
  };
  write("train", each);
  write("val", 2);
  auto const whole = synthetic_photographs("test", "train", 1, 1)[0];
  folder.write("train/n00000000/x_cmyk.JPEG", write_inks(waves(60, 90), JCS_YCCK, true));
  folder.write("train/n00000000/x_cut.JPEG", whole.substr(0, whole.size() / 2));
  folder.write("train/n00000000/x_empty.JPEG", "");
  folder.write("train/n00000000/x_png.JPEG", png_bytes());
  folder.write("train/n00000000/x_text.jpeg", "<html>404</html>");
}

}  // namespace mixup::test
