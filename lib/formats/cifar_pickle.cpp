#include "formats/cifar_pickle.hpp"

#include "core/error.hpp"
#include "formats/pickle.hpp"
#include "formats/text.hpp"

namespace mixup {
namespace {

using Kind = PickleValue::Kind;

// CIFAR-100's train has 153.6 MB of pixels; each record has a name and up to two labels (and some bytes around them).
constexpr size_t kLongestBatch = 256 << 20, kMostBatchValues = 1 << 20;

/// numpy's module has another name since 2.0.
PickleRules const& cifar_rules() {
  static PickleRules const rules = {"a batch of CIFAR",
                                    "CIFAR's cPickle",
                                    {{"numpy.core.multiarray\n_reconstruct", PickleCall::array},
                                     {"numpy._core.multiarray\n_reconstruct", PickleCall::array},
                                     {"numpy\nndarray", PickleCall::none},
                                     {"numpy\ndtype", PickleCall::element}},
                                    kLongestBatch,
                                    kMostBatchValues,
                                    /*byte_strings=*/true};
  return rules;
}

/// [3072, N] -> [N, 3072]: numpy writes an array in the order in which it lay in memory.
std::string transposed(std::string_view columns, size_t count) {
  std::string out;
  out.reserve(columns.size());
  for (size_t row = 0; row < count; ++row)
    for (size_t at = row; at < columns.size(); at += count) out += columns[at];
  return out;
}

class CifarPickle {
 public:
  CifarPickle(std::string_view bytes, std::string const& path)
      : path_(path), pickle_(parse_pickle(bytes, path, cifar_rules())) {}

  std::vector<int64_t> labels(std::string_view key, int64_t count) const {
    auto const& list = find(key, Kind::sequence, "a list");
    if (static_cast<int64_t>(list.items.size()) != count)
      throw wrong(key, fmt::format("{} labels for {} images", list.items.size(), count));
    std::vector<int64_t> out;
    for (auto const item : list.items) out.push_back(whole(key, item));
    return out;
  }

  /// The bytes of an array of uint8 [1 ... most, 3072], row after row.
  std::string pixels(std::string_view key, int64_t most) const {
    auto const& state = find(key, Kind::array, "an array").items;
    if (state.size() != 5) throw wrong(key, "its state is not what numpy writes");
    auto const &shape = at(state[1]), &element = at(state[2]), &fortran = at(state[3]), &bytes = at(state[4]);
    if (element.kind != Kind::element || element.items.empty() || at(element.items[0]).text != "u1")
      throw wrong(key, "its elements are not uint8");
    if (shape.kind != Kind::sequence || shape.items.size() != 2 || whole(key, shape.items[1]) != kImageBytes)
      throw wrong(key, fmt::format("its shape is not [records, {}]", kImageBytes));
    auto const count = whole(key, shape.items[0]);
    if (count < 1 || count > most) throw wrong(key, fmt::format("{} records, allowed 1 ... {}", count, most));
    if (bytes.kind != Kind::text || bytes.text.size() != static_cast<size_t>(count * kImageBytes))
      throw wrong(key, fmt::format("{} bytes, expected {}", bytes.text.size(), count * kImageBytes));
    return fortran.integer == 0 ? std::string(bytes.text) : transposed(bytes.text, static_cast<size_t>(count));
  }

 private:
  PickleValue const& at(uint32_t place) const { return pickle_.values[place]; }

  Error wrong(std::string_view key, std::string const& what) const {
    return error(Exit::data, "{}: {}: {}", path_, shown(key), what);
  }

  int64_t whole(std::string_view key, uint32_t place) const {
    if (at(place).kind != Kind::integer) throw wrong(key, "holds something that is no whole number");
    return at(place).integer;
  }

  PickleValue const& find(std::string_view key, Kind kind, char const* what) const {
    auto const& root = at(pickle_.root);
    if (root.kind != Kind::dictionary) throw error(Exit::data, "{}: holds no dictionary", path_);
    PickleValue const* found = nullptr;
    for (size_t i = 0; i + 1 < root.items.size(); i += 2)
      if (at(root.items[i]).kind == Kind::text && at(root.items[i]).text == key) {
        if (found != nullptr) throw wrong(key, "is given twice");
        found = &at(root.items[i + 1]);
      }
    if (found == nullptr || found->kind != kind)
      throw wrong(key, fmt::format("{}, expected {}", found == nullptr ? "is missing" : "is something else", what));
    return *found;
  }

  std::string const& path_;
  Pickle pickle_;
};

}  // namespace

CifarBatch parse_cifar_pickle(std::string_view bytes, std::string const& path, size_t label_kinds, int64_t most) {
  CifarPickle const pickle(bytes, path);
  CifarBatch out{{}, pickle.pixels("data", most)};
  auto const count = static_cast<int64_t>(out.pixels.size()) / kImageBytes;
  if (label_kinds == 1)
    out.labels = {pickle.labels("labels", count)};
  else
    out.labels = {pickle.labels("coarse_labels", count), pickle.labels("fine_labels", count)};
  return out;
}

}  // namespace mixup
