// torch_file_test: files that tests/golden/torch_files.py wrote with PyTorch, and every way to damage or abuse them.
#include "formats/torch_file.hpp"

#include <cstring>

#include "core/seed.hpp"
#include "error_of.hpp"
#include "formats/file.hpp"
#include "formats/zip.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;

namespace {

std::string path_of(std::string const& name) { return MIXUP_TEST_DIR "/formats/torch/" + name; }

std::string bytes_of(std::string const& name) { return read_bytes(path_of(name)); }

std::string refusal(std::string const& name) {
  auto const error = error_of([&] { read_tensors(path_of(name)); });
  CHECK(error.code == Exit::data);
  CHECK_THAT(error.what(), Contains(path_of(name)));
  return error.what();
}

/// The tensor's elements, row after row, by its strides.
template <class T = float>
std::vector<T> elements(TensorFile const& file, std::string const& name) {
  auto const* const t = find_tensor(file, name);
  REQUIRE(t != nullptr);
  REQUIRE(t->shape.size() <= 2);
  auto const size = [&](size_t i) { return i < t->shape.size() ? t->shape[i] : 1; };
  auto const stride = [&](size_t i) { return i < t->shape.size() ? t->strides[i] : 0; };
  std::vector<T> out;
  for (int64_t i = 0; i < size(0); ++i)
    for (int64_t j = 0; j < size(1); ++j) {
      T value;
      std::memcpy(&value, file.bytes.data() + t->offset + sizeof(T) * uint64_t(i * stride(0) + j * stride(1)),
                  sizeof(T));
      out.push_back(value);
    }
  return out;
}

std::string bytes(std::initializer_list<int> values) {
  std::string out;
  for (int v : values) out += static_cast<char>(v);
  return out;
}

/// kinds.pth or another file with bytes changed, its checksums made right again so that the readers behind them are
/// reached: the central directory's CRC of every entry is replaced by the real one.
std::string with_checksums(std::string file) {
  for (size_t at = file.find("PK\1\2"); at != std::string::npos && at + 46 <= file.size();
       at = file.find("PK\1\2", at + 4)) {
    auto const number = [&](size_t offset, size_t size) {
      uint64_t value = 0;
      for (size_t i = size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(file[offset + i]);
      return value;
    };
    auto const local = number(at + 42, 4), size = number(at + 24, 4);
    if (local + 30 > file.size()) continue;
    auto const begin = local + 30 + number(local + 26, 2) + number(local + 28, 2);
    if (begin > file.size() || size > file.size() - begin) continue;
    uint32_t crc = ~uint32_t{0};
    for (size_t i = begin; i < begin + size; ++i) {
      crc ^= static_cast<unsigned char>(file[i]);
      for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0xedb88320U : 0);
    }
    for (size_t i = 0; i < 4; ++i) file[at + 16 + i] = static_cast<char>(~crc >> 8 * i & 255);
  }
  return file;
}

/// `file` with the first `from` replaced by `to`, of the same length.
std::string replaced(std::string file, std::string const& from, std::string const& to) {
  REQUIRE(from.size() == to.size());
  auto const at = file.find(from);
  REQUIRE(at != std::string::npos);
  return with_checksums(file.replace(at, from.size(), to));
}

std::string refused_bytes(std::string const& file) {
  auto const error = error_of([&] { parse_torch_file(file, "f"); });
  CHECK(error.code == Exit::data);
  return error.what();
}

}  // namespace

TEST_CASE("tensors of every type and layout are found where PyTorch put them", "[torch_file]") {
  auto const file = read_tensors(path_of("kinds.pth"));
  REQUIRE(file.tensors.size() == 17);
  CHECK(file.notes.empty());
  CHECK(elements(file, "plain") == std::vector<float>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
  CHECK(elements(file, "transposed") == std::vector<float>{0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11});
  CHECK(elements(file, "row") == std::vector<float>{6, 7, 8});
  CHECK(elements(file, "column") == std::vector<float>{1, 4, 7, 10});
  CHECK(elements(file, "parameter") == std::vector<float>{0, 1});
  CHECK(elements(file, "negative") == std::vector<float>{-1.5F});
  CHECK(elements<int64_t>(file, "scalar") == std::vector<int64_t>{7});
  CHECK(find_tensor(file, "empty")->shape == std::vector<int64_t>{0, 3});
  CHECK(elements<double>(file, "torch.float64") == std::vector<double>{0, 1, 3});
  CHECK(elements<int64_t>(file, "torch.int64") == std::vector<int64_t>{0, 1, 3});
  CHECK(elements<int32_t>(file, "torch.int32") == std::vector<int32_t>{0, 1, 3});
  CHECK(elements<int16_t>(file, "torch.int16") == std::vector<int16_t>{0, 1, 3});
  CHECK(elements<int8_t>(file, "torch.int8") == std::vector<int8_t>{0, 1, 3});
  CHECK(elements<uint8_t>(file, "torch.uint8") == std::vector<uint8_t>{0, 1, 3});
  CHECK(elements<uint8_t>(file, "torch.bool") == std::vector<uint8_t>{0, 1, 1});
  CHECK(elements<uint16_t>(file, "torch.float16") == std::vector<uint16_t>{0, 0x3c00, 0x4200});
  CHECK(elements<uint16_t>(file, "torch.bfloat16") == std::vector<uint16_t>{0, 0x3f80, 0x4040});
  CHECK(find_tensor(file, "torch.bfloat16")->dtype == Dtype::bf16);
  CHECK(find_tensor(file, "torch.bool")->dtype == Dtype::boolean);
}

TEST_CASE("a checkpoint's weights are taken out of it, the prefix of DataParallel off, and both are noted",
          "[torch_file]") {
  auto const plain = read_tensors(path_of("mlp.pth")), inside = read_tensors(path_of("checkpoint.pth"));
  REQUIRE(plain.tensors.size() == 6);
  REQUIRE(inside.tensors.size() == 6);
  for (auto const& t : plain.tensors) CHECK(elements(plain, t.name) == elements(inside, t.name));
  CHECK(plain.notes.empty());
  REQUIRE(inside.notes.size() == 2);
  CHECK_THAT(inside.notes[0], Contains("the weights are its \"state_dict\""));
  CHECK_THAT(inside.notes[1], Contains("\"module.\" was taken off every name"));
}

TEST_CASE("what is no dictionary of tensors is refused, code by its name", "[torch_file]") {
  CHECK_THAT(refusal("evil.pth"), Contains("posix.system: a weights file may only name collections.OrderedDict"));
  CHECK_THAT(refusal("legacy.pth"), Contains("before PyTorch 1.6"));
  CHECK_THAT(refusal("tensor.pth"), Contains("holds no dictionary"));
  CHECK_THAT(refusal("mixed.pth"), Contains("lr: is no tensor"));
}

TEST_CASE("a tensor that leaves its storage is refused", "[torch_file]") {
  auto const file = bytes_of("kinds.pth");
  // "plain": offset 0, shape (4, 3), strides (3, 1): each small number is BININT1, "K" and a byte.
  auto const plain = bytes({'K', 0, 'K', 4, 'K', 3, 0x86});
  auto const again = [&](std::initializer_list<int> other) {
    return refused_bytes(replaced(file, plain, bytes(other)));
  };
  CHECK_THAT(again({'K', 1, 'K', 4, 'K', 3, 0x86}), Contains("plain: shape [4, 3] with strides [3, 1] from element 1"));
  CHECK_THAT(again({'K', 0, 'K', 5, 'K', 3, 0x86}), Contains("leaves its storage of 12"));
  CHECK_THAT(again({'K', 255, 'K', 4, 'K', 3, 0x86}), Contains("from element 255"));
  CHECK_THAT(refused_bytes(replaced(file, bytes({'K', 3, 'K', 1, 0x86}), bytes({'K', 9, 'K', 9, 0x86}))),
             Contains("strides [9, 9]"));
  CHECK_THAT(refused_bytes(replaced(file, "cpuq\7K\x0c", "cpuq\7K\x0d")), Contains("48 bytes, expected 13 elements"));
}

TEST_CASE("an archive that is not whole or not plain is refused", "[torch_file]") {
  auto const file = bytes_of("mlp.pth");
  CHECK_THAT(refused_bytes(""), Contains("no directory"));
  CHECK_THAT(refused_bytes(file.substr(0, file.size() - 1)), Contains("no directory"));
  auto damaged = file;
  auto const directory = parse_zip(file, "f");
  auto const storage = directory.at("mlp/data/0");
  damaged[storage.offset] = static_cast<char>(damaged[storage.offset] ^ 1);
  CHECK_THAT(refused_bytes(damaged), Contains("mlp/data/0 has the checksum"));
  auto const central = file.find("PK\1\2");
  auto changed = file;
  changed[central + 10] = 8;  // deflate
  CHECK_THAT(refused_bytes(changed), Contains("compressed or encrypted"));
  changed = file;
  changed[central + 8] = static_cast<char>(changed[central + 8] | 1);
  CHECK_THAT(refused_bytes(changed), Contains("compressed or encrypted"));
  changed = file;
  changed[central + 46] = 'x';
  CHECK_THAT(refused_bytes(changed), Contains("another name"));
  CHECK_THAT(refused_bytes(replaced(replaced(file, "mlp/data.pkl", "mlp/date.pkl"), "mlp/data.pkl", "mlp/date.pkl")),
             Contains("without NAME/data.pkl"));
}

TEST_CASE("files of an archive that share bytes are refused: each would be read as often as there are files",
          "[torch_file]") {
  auto const shared = read_bytes(MIXUP_TEST_DIR "/fuzz/corpus/torch_file/files-share-bytes");
  CHECK_THAT(error_of([&] { parse_zip(shared, "f"); }).what(), Contains("a/data/0 lies within a/data.pkl"));
}

TEST_CASE("cut files are refused and damaged ones never do harm", "[torch_file]") {
  for (auto const* name : {"kinds.pth", "checkpoint.pth"}) {
    auto const file = bytes_of(name);
    for (size_t length = 0; length < file.size(); length += 97) refused_bytes(file.substr(0, length));
    SplitMix64 random(7);
    int refused = 0;
    for (int i = 0; i < 2000; ++i) {
      auto damaged = file;
      for (int flips = 0; flips <= i % 3; ++flips) {
        auto const bit = random.below(8 * file.size());
        damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
      }
      auto const error = error_of([&] { parse_torch_file(i % 2 ? with_checksums(damaged) : damaged, "f"); });
      REQUIRE((error.code == Exit::data || error.code == Exit::ok));
      refused += error.code == Exit::data;
    }
    CHECK(refused > 500);
  }
}

TEST_CASE("weights are taken out of whatever training code leaves them in, with a note for each step", "[torch_file]") {
  auto const plain = read_tensors(path_of("mlp.pth"));
  std::pair<char const*, std::vector<std::string>> const files[] = {
      {"wrapped_net.pth", {"its \"net\"", "\"module.\""}},
      {"wrapped_compiled.pth", {"its \"model\"", "\"_orig_mod.\""}},
      {"wrapped_milestones.pth", {"its \"model_state_dict\"", "\"module.\"", "\"_orig_mod.\""}},
      {"wrapped_twice.pth", {"its \"model\"", "its \"state_dict\"", "\"model.\""}},
      {"wrapped_averaged.pth", {"\"n_averaged\" was left out", "\"module.\""}},
      {"wrapped_profiled.pth", {"\"total_ops\" and 2 more were left out"}}};
  for (auto const& [name, notes] : files) {
    INFO(name);
    auto const file = read_tensors(path_of(name));
    REQUIRE(file.tensors.size() == 6);
    for (auto const& t : plain.tensors) CHECK(elements(plain, t.name) == elements(file, t.name));
    REQUIRE(file.notes.size() == notes.size());
    for (size_t i = 0; i < notes.size(); ++i) CHECK_THAT(file.notes[i], Contains(notes[i]));
  }
}

TEST_CASE("a file without weights says what it has", "[torch_file]") {
  CHECK_THAT(
      refusal("wrapped_optimizer.pth"),
      Contains("none of what it holds is a tensor: \"optimizer\", \"epoch\", \"netG\"; expected model.state_dict(), "
               "or it as one of state_dict, model_state_dict, model, net"));
  CHECK_THAT(refusal("wrapped_script.pth"), Contains("is a program of TorchScript"));
}
