// cifar_pickle: the Python version of CIFAR-10 and CIFAR-100, which torchvision keeps: cPickle's dictionaries, read
// without Python and without running anything.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "formats/images.hpp"

namespace mixup {

struct CifarBatch {
  // One list a label byte of the binary version: ["labels"], or ["coarse_labels", "fine_labels"], each [N].
  std::vector<std::vector<int64_t>> labels;
  std::string pixels;  // [N, 3072]: planes R, G, B, each row after row
};

/// `bytes` of the file `path` (which only names it): "data" is an array of uint8 [N, 3072], the labels are lists of N.
/// Exit::data for everything else, for a callable other than numpy's three by its name; `most` records are allowed.
CifarBatch parse_cifar_pickle(std::string_view bytes, std::string const& path, size_t label_kinds, int64_t most);

}  // namespace mixup
