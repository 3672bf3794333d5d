// tensor_file: the tensors of a weights file as they lie in its bytes, whatever program wrote it.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mixup {

/// Types of numbers under the names that safetensors gives them.
enum class Dtype { f64, f32, f16, bf16, i64, i32, i16, i8, u8, boolean };

/// "F32"
char const* name_of(Dtype dtype);
/// Bytes of one number.
uint64_t size_of(Dtype dtype);
/// The type of that name, if there is one.
std::optional<Dtype> find_dtype(std::string_view name);
/// "F64, F32, ...", for complaints.
std::string dtype_names();

struct StoredTensor {
  std::string name;
  Dtype dtype = Dtype::f32;
  std::vector<int64_t> shape;
  std::vector<int64_t> strides;  // in elements, never negative
  uint64_t offset = 0;           // of its first element in TensorFile::bytes
};

/// What a reader returns has been checked: every element of every tensor lies within `bytes`, and no name comes twice.
struct TensorFile {
  std::string path, bytes;
  std::vector<StoredTensor> tensors;  // in the order of the file
  std::map<std::string, std::string> metadata;
  std::vector<std::string> notes;  // what a person should know about how the file was understood
};

/// Reads a weights file of any kind that is known, told by its content; what training code puts around names is taken
/// off them (formats/weight_names). Errors: Exit::io, Exit::data.
TensorFile read_tensors(std::string const& path);

/// The first 16 hexadecimal digits of the file's SHA-256: ModelSpec::weights. Errors: Exit::io.
std::string weights_hash(std::string const& path);

/// The tensor of that name, or none.
StoredTensor const* find_tensor(TensorFile const& file, std::string_view name);

/// Elements of a tensor; empty when 64 bits do not hold them times `factor`.
std::optional<uint64_t> checked_product(std::vector<int64_t> const& shape, uint64_t factor = 1);

/// Strides of a tensor whose last dimension is dense; the shape's product fits 64 bits.
std::vector<int64_t> dense_strides(std::vector<int64_t> const& shape);

}  // namespace mixup
