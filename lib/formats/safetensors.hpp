// safetensors: named tensors without code: a header of JSON, then the raw numbers.
//
//   8 bytes: length N of the header, little-endian │ N bytes of JSON │ the tensors' bytes, one after another
//   {"__metadata__": {"key": "text"}, "conv1.weight": {"dtype": "F32", "shape": [64, 3, 7, 7], "data_offsets": [0,
//   37632]}}
//
// https://github.com/huggingface/safetensors
#pragma once
#include "formats/tensor_file.hpp"

namespace mixup {

/// `bytes` of the file at `path` (which only names it in errors). Refused with Exit::data, file, tensor and what is
/// expected: a header longer than 100 MB or than the file, anything in it that the format does not know, names given
/// twice, tensors that overlap or leave a hole, sizes that are not those of shape and type, bytes after the last
/// tensor.
TensorFile parse_safetensors(std::string bytes, std::string const& path);

struct TensorBytes {
  std::string name;
  Dtype dtype;
  std::vector<int64_t> shape;
  std::string_view bytes;  // dense, row-major, little-endian
};

/// The file's bytes. Tensors of wide numbers come first, so that each is aligned to its numbers.
std::string to_safetensors(std::vector<TensorBytes> tensors, std::map<std::string, std::string> const& metadata);

}  // namespace mixup
