// weights_files: what files of weights go through, and the pickles in them.
#include <cstdint>

#include "formats/pickle.hpp"
#include "formats/safetensors.hpp"
#include "formats/torch_file.hpp"
#include "formats/weight_names.hpp"
#include "fuzz/checksums.hpp"
#include "fuzz/readers.hpp"

namespace mixup::test {
namespace {

/// What a reader promises: every element lies within the bytes. Touches the first and the last one of each tensor.
void touch(TensorFile file) {
  take_off_prefixes(file);
  unsigned sum = 0;
  for (auto const& tensor : file.tensors) {
    auto const count = checked_product(tensor.shape, size_of(tensor.dtype));
    if (!count || tensor.strides.size() != tensor.shape.size())
      throw error(Exit::bug, "{}: a shape or strides that cannot be", tensor.name);
    if (*count == 0) continue;
    uint64_t last = 0;
    for (size_t i = 0; i < tensor.shape.size(); ++i)
      last += static_cast<uint64_t>(tensor.shape[i] - 1) * static_cast<uint64_t>(tensor.strides[i]);
    auto const end = tensor.offset + (last + 1) * size_of(tensor.dtype) - 1;
    if (tensor.offset > file.bytes.size() || end >= file.bytes.size())
      throw error(Exit::bug, "{}: bytes {} ... {} of {}", tensor.name, tensor.offset, end, file.bytes.size());
    sum += static_cast<unsigned char>(file.bytes[tensor.offset]) + static_cast<unsigned char>(file.bytes[end]);
  }
  static volatile unsigned seen;
  seen = sum;
  static_cast<void>(seen);
}

}  // namespace

std::vector<FuzzReader> weights_readers() {
  return {
      {"safetensors", [](std::string const& bytes) { touch(parse_safetensors(bytes, "w.safetensors")); }},
      {"torch_file",  // checksums made right, so that what is behind them is reached
       [](std::string const& bytes) { touch(parse_torch_file(with_zip_checksums(bytes), "w.pth")); }},
      {"pickle", [](std::string const& bytes) { parse_pickle(bytes, "data.pkl", torch_pickle()); }},
  };
}

}  // namespace mixup::test
