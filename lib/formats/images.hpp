// images: the images and labels of CIFAR as plain vectors, between a reader and the tensors.
#pragma once
#include <cstdint>
#include <vector>

namespace mixup {

constexpr int64_t kSide = 32, kChannels = 3;                // of CIFAR images
constexpr int64_t kImageBytes = kChannels * kSide * kSide;  // 3072: planes R, G, B, each row after row

struct Images {
  std::vector<uint8_t> pixels;  // [N, 3, 32, 32]
  std::vector<int64_t> labels;  // [N]
};

struct ImageParts {
  Images train, test;
};

}  // namespace mixup
