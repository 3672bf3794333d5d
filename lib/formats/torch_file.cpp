#include "formats/torch_file.hpp"

#include <algorithm>
#include <set>

#include "core/error.hpp"
#include "formats/text.hpp"
#include "formats/weight_names.hpp"
#include "formats/zip.hpp"

namespace mixup {
namespace {

using Kind = PickleValue::Kind;

constexpr std::pair<std::string_view, Dtype> kStorages[] = {
    {"torch\nDoubleStorage", Dtype::f64},    {"torch\nFloatStorage", Dtype::f32}, {"torch\nHalfStorage", Dtype::f16},
    {"torch\nBFloat16Storage", Dtype::bf16}, {"torch\nLongStorage", Dtype::i64},  {"torch\nIntStorage", Dtype::i32},
    {"torch\nShortStorage", Dtype::i16},     {"torch\nCharStorage", Dtype::i8},   {"torch\nByteStorage", Dtype::u8},
    {"torch\nBoolStorage", Dtype::boolean}};

constexpr size_t kLongest = 8 << 20;  // bytes of a pickle; ResNeXt-101's has 0.1 MB, and a value takes 80 of memory

class TorchFile {
 public:
  TorchFile(std::string bytes, std::string const& path)
      : out_{path, std::move(bytes), {}, {}, {}}, zip_(parse_zip(out_.bytes, path)) {
    static std::string const pickled = "/data.pkl";
    for (auto const& [name, entry] : zip_)
      if (auto const slash = name.find('/'); slash != std::string::npos && name.substr(slash) == pickled)
        folder_ = name.substr(0, slash + 1);
    if (folder_.empty())
      throw error(Exit::data, "{}: a zip archive without NAME/data.pkl, expected a file of torch.save", path);
    if (zip_.find(folder_ + "constants.pkl") != zip_.end())
      throw error(Exit::data,
                  "{}: is a program of TorchScript, expected torch.save(model.state_dict()): save "
                  "torch.jit.load(PATH).state_dict() with torch.save",
                  path);
    auto const order = zip_.find(folder_ + "byteorder");
    if (order != zip_.end() && zip_content(out_.bytes, *order, path) != "little")
      throw error(Exit::data, "{}: was saved on a big-endian machine, expected little-endian numbers", path);
    pickle_ = parse_pickle(zip_content(out_.bytes, *zip_.find(folder_ + "data.pkl"), path), path + ": data.pkl",
                           torch_pickle());
  }

  TensorFile read() {
    auto const& dictionary = state_dictionary(at(pickle_.root));
    std::set<std::string_view> seen;
    for (size_t i = 0; i + 1 < dictionary.items.size(); i += 2) {
      auto const& key = at(dictionary.items[i]);
      if (key.kind != Kind::text)
        throw error(Exit::data, "{}: entry {} of the dictionary has no text as its key", out_.path, i / 2);
      if (!seen.insert(key.text).second) throw fail(key.text, "is given twice");
      out_.tensors.push_back(tensor(key.text, at(dictionary.items[i + 1])));
    }
    return std::move(out_);
  }

 private:
  PickleValue const& at(uint32_t place) const { return pickle_.values[place]; }

  Error fail(std::string_view name, std::string const& what) const {
    return error(Exit::data, "{}: {}: {}", out_.path, shown(name, 80), what);
  }

  /// The dictionary itself, or the one that a checkpoint keeps beside its optimizer and epoch, also within another.
  PickleValue const& state_dictionary(PickleValue const& root) {
    constexpr int kDeepest = 3;  // a dictionary may lie in itself
    if (root.kind != Kind::dictionary)
      throw error(Exit::data, "{}: holds no dictionary, expected that of model.state_dict()", out_.path);
    auto const* found = &root;
    for (int depth = 0; depth < kDeepest; ++depth)
      if (auto const* inner = wrapped(*found)) found = inner;
    require_tensors(*found);
    return *found;
  }

  PickleValue const* wrapped(PickleValue const& dictionary) {
    for (auto const wrapper : kWrappers)
      for (size_t i = 0; i + 1 < dictionary.items.size(); i += 2)
        if (at(dictionary.items[i]).text == wrapper && at(dictionary.items[i + 1]).kind == Kind::dictionary) {
          out_.notes.push_back(fmt::format("{}: the weights are its \"{}\"", out_.path, wrapper));
          return &at(dictionary.items[i + 1]);
        }
    return nullptr;
  }

  /// Names what the file has when none of it is a tensor.
  void require_tensors(PickleValue const& dictionary) const {
    std::vector<std::string> keys;
    for (size_t i = 0; i + 1 < dictionary.items.size(); i += 2) {
      if (at(dictionary.items[i + 1]).kind == Kind::tensor) return;
      keys.push_back(fmt::format("\"{}\"", shown(at(dictionary.items[i]).text)));
    }
    constexpr size_t kShown = 8;
    auto const more = keys.size() > kShown ? fmt::format(" and {} more", keys.size() - kShown) : "";
    keys.resize(std::min(keys.size(), kShown));
    throw error(Exit::data,
                "{}: none of what it holds is a tensor: {}{}; expected model.state_dict(), or it as one of {}",
                out_.path, keys.empty() ? "nothing" : fmt::format("{}", fmt::join(keys, ", ")), more,
                fmt::join(kWrappers, ", "));
  }

  int64_t whole(std::string_view name, uint32_t place, char const* what) const {
    if (at(place).kind != Kind::integer || at(place).integer < 0)
      throw fail(name, fmt::format("{} is not a whole number from 0", what));
    return at(place).integer;
  }

  std::vector<int64_t> list(std::string_view name, uint32_t place, char const* what) const {
    constexpr size_t kMostDimensions = 64;  // of PyTorch
    if (at(place).kind != Kind::sequence || at(place).items.size() > kMostDimensions)
      throw fail(name, fmt::format("{} is not a list of at most {} numbers", what, kMostDimensions));
    std::vector<int64_t> out;
    for (auto const item : at(place).items) out.push_back(whole(name, item, what));
    return out;
  }

  struct Storage {
    Dtype dtype;
    uint64_t offset, elements;
  };

  Storage storage(std::string_view name, PickleValue const& value) {
    if (value.kind != Kind::storage || value.items.size() < 5 || at(value.items[0]).text != "storage" ||
        at(value.items[2]).kind != Kind::text)
      throw fail(name, "its storage is not what torch.save writes");
    auto const type = at(value.items[1]).text;
    auto const known =
        std::find_if(std::begin(kStorages), std::end(kStorages), [&](auto const& s) { return s.first == type; });
    if (known == std::end(kStorages)) throw fail(name, "its storage has no type");
    auto const file = zip_.find(folder_ + "data/" + std::string(at(value.items[2]).text));
    if (file == zip_.end())
      throw fail(name, fmt::format("storage {} is not in the file", shown(at(value.items[2]).text)));
    auto const elements = whole(name, value.items[4], "the size of its storage");
    auto const bytes = checked_product({elements}, size_of(known->second));
    if (!bytes || *bytes != file->second.size)
      throw fail(name, fmt::format("{} has {} bytes, expected {} elements of {}", file->first, file->second.size,
                                   elements, name_of(known->second)));
    if (sound_.insert(file->first).second) zip_content(out_.bytes, *file, out_.path);
    return {known->second, file->second.offset, static_cast<uint64_t>(elements)};
  }

  /// Shape and strides stay within the storage, and no element is there twice a billion times.
  StoredTensor tensor(std::string_view name, PickleValue const& value) {
    if (value.kind != Kind::tensor || value.items.size() < 4)
      throw fail(name, "is no tensor, expected a dictionary of tensors alone");
    auto const from = storage(name, at(value.items[0]));
    auto const first = static_cast<uint64_t>(whole(name, value.items[1], "its offset"));
    StoredTensor out{std::string(name), from.dtype, list(name, value.items[2], "its shape"),
                     list(name, value.items[3], "its strides"), 0};
    if (out.shape.size() != out.strides.size()) throw fail(name, "has a shape and strides of different lengths");
    auto const count = checked_product(out.shape);
    uint64_t last = first;
    bool fits = count && *count <= from.elements && first <= from.elements;
    for (size_t i = 0; fits && *count > 0 && i < out.shape.size(); ++i) {
      uint64_t step = 0;
      fits = !__builtin_mul_overflow(static_cast<uint64_t>(out.shape[i] - 1), static_cast<uint64_t>(out.strides[i]),
                                     &step) &&
             !__builtin_add_overflow(last, step, &last);
    }
    if (!fits || (*count > 0 && last >= from.elements))
      throw fail(name, fmt::format("shape [{}] with strides [{}] from element {} on leaves its storage of {}",
                                   fmt::join(out.shape, ", "), fmt::join(out.strides, ", "), first, from.elements));
    out.offset = from.offset + first * size_of(from.dtype);
    return out;
  }

  TensorFile out_;
  ZipDirectory zip_;
  std::string folder_;  // "archive/"
  Pickle pickle_;       // looks into out_.bytes, which nothing changes
  std::set<std::string> sound_;
};

}  // namespace

PickleRules const& torch_pickle() {
  static PickleRules const rules = [] {
    PickleRules out{"a weights file", "torch.save", {}, kLongest, kLongest, /*byte_strings=*/false};
    out.globals = {{"collections\nOrderedDict", PickleCall::dictionary},
                   {"collections\nCounter", PickleCall::dictionary},  // milestones of a schedule, beside the weights
                   {"torch._utils\n_rebuild_tensor_v2", PickleCall::tensor},
                   {"torch._utils\n_rebuild_parameter", PickleCall::parameter}};
    for (auto const& [name, dtype] : kStorages) out.globals.emplace_back(name, PickleCall::none);
    return out;
  }();
  return rules;
}

TensorFile parse_torch_file(std::string bytes, std::string const& path) {
  return TorchFile(std::move(bytes), path).read();
}

}  // namespace mixup
