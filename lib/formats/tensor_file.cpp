#include "formats/tensor_file.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "formats/file.hpp"
#include "formats/safetensors.hpp"
#include "formats/signature.hpp"
#include "formats/torch_file.hpp"
#include "formats/weight_names.hpp"

namespace mixup {
namespace {

struct Entry {
  Dtype dtype;
  char const* name;
  uint64_t bytes;
};

constexpr Entry kDtypes[] = {{Dtype::f64, "F64", 8},     {Dtype::f32, "F32", 4}, {Dtype::f16, "F16", 2},
                             {Dtype::bf16, "BF16", 2},   {Dtype::i64, "I64", 8}, {Dtype::i32, "I32", 4},
                             {Dtype::i16, "I16", 2},     {Dtype::i8, "I8", 1},   {Dtype::u8, "U8", 1},
                             {Dtype::boolean, "BOOL", 1}};

}  // namespace

char const* name_of(Dtype dtype) { return kDtypes[static_cast<size_t>(dtype)].name; }

uint64_t size_of(Dtype dtype) { return kDtypes[static_cast<size_t>(dtype)].bytes; }

std::optional<Dtype> find_dtype(std::string_view name) {
  for (auto const& entry : kDtypes)
    if (entry.name == name) return entry.dtype;
  return {};
}

std::string dtype_names() {
  std::vector<std::string> all;
  for (auto const& entry : kDtypes) all.emplace_back(entry.name);
  return fmt::format("{}", fmt::join(all, ", "));
}

StoredTensor const* find_tensor(TensorFile const& file, std::string_view name) {
  auto const it = std::find_if(file.tensors.begin(), file.tensors.end(), [&](auto const& t) { return t.name == name; });
  return it == file.tensors.end() ? nullptr : &*it;
}

std::optional<uint64_t> checked_product(std::vector<int64_t> const& shape, uint64_t factor) {
  if (std::find(shape.begin(), shape.end(), 0) != shape.end()) return 0;
  uint64_t product = factor;
  for (auto const size : shape)
    if (size < 0 || __builtin_mul_overflow(product, static_cast<uint64_t>(size), &product)) return {};
  return product;
}

std::vector<int64_t> dense_strides(std::vector<int64_t> const& shape) {
  std::vector<int64_t> strides(shape.size());
  uint64_t step = 1;  // without a sign: beside a 0 the other sizes may be anything, and the product wrap
  for (size_t i = shape.size(); i-- > 0; step *= static_cast<uint64_t>(shape[i]))
    strides[i] = static_cast<int64_t>(step);
  return strides;
}

namespace {

TensorFile parse_tensors(std::string bytes, std::string const& path) {
  if (bytes.size() > 8 && bytes[8] == '{') return parse_safetensors(std::move(bytes), path);
  if (bytes.compare(0, 4, "PK\3\4") == 0) return parse_torch_file(std::move(bytes), path);
  if (bytes.compare(0, 2, "\x80\x02") == 0)  // the pickle of a magic number
    throw error(Exit::data,
                "{}: is a file of torch.save before PyTorch 1.6, expected its zip format: load it there and save its "
                "state_dict again with a newer one",
                path);
  throw error(Exit::data, "{}: is no weights file ({}), expected safetensors or torch.save(model.state_dict())", path,
              kind_of_file(bytes));
}

}  // namespace

std::string weights_hash(std::string const& path) { return identify(path).sha256.substr(0, 16); }

TensorFile read_tensors(std::string const& path) {
  auto file = parse_tensors(read_bytes(path), path);
  take_off_prefixes(file);
  return file;
}

}  // namespace mixup
