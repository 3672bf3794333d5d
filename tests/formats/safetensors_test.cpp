// safetensors_test: what the writer writes is read back; every way in which a file can lie is refused with its place.
#include "formats/safetensors.hpp"

#include "error_of.hpp"
#include "scratch_folder.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;

namespace {

std::string file_of(std::string const& header, std::string const& data = "") {
  std::string out;
  for (uint64_t i = 0, length = header.size(); i < 8; ++i, length >>= 8) out += static_cast<char>(length & 255);
  return out + header + data;
}

std::string complaint_of(std::string const& bytes) {
  auto const error = error_of([&] { parse_safetensors(bytes, "w.safetensors"); });
  CHECK(error.code == Exit::data);
  CHECK_THAT(error.what(), Contains("w.safetensors: "));
  return error.what();
}

/// A header with one tensor "w" of these fields, before four bytes of data.
std::string one(std::string const& fields) { return complaint_of(file_of("{\"w\":{" + fields + "}}", "1234")); }

std::string length_only(unsigned char top, std::string const& rest) { return std::string(7, '\0') + char(top) + rest; }

}  // namespace

TEST_CASE("tensors and metadata come back as they were written, wide numbers first and aligned", "[safetensors]") {
  std::string const narrow = "ab", wide(16, 'x');
  auto const bytes = to_safetensors({{"a.u8", Dtype::u8, {2}, narrow},
                                     {"empty", Dtype::f32, {0, 7}, ""},
                                     {"n", Dtype::i64, {}, std::string_view(wide).substr(0, 8)},
                                     {"b \"quoted\"", Dtype::f32, {2, 2}, wide}},
                                    {{"model", "mlp"}, {"note", "line\nbreak"}});
  auto const file = parse_safetensors(bytes, "w");
  CHECK(file.metadata == std::map<std::string, std::string>{{"model", "mlp"}, {"note", "line\nbreak"}});
  REQUIRE(file.tensors.size() == 4);
  auto const& b = *find_tensor(file, "b \"quoted\"");
  CHECK(b.dtype == Dtype::f32);
  CHECK(b.shape == std::vector<int64_t>{2, 2});
  CHECK(b.strides == std::vector<int64_t>{2, 1});
  CHECK(file.bytes.substr(b.offset, 16) == wide);
  CHECK(b.offset % 4 == 0);
  CHECK(find_tensor(file, "n")->offset % 8 == 0);
  CHECK(find_tensor(file, "n")->shape.empty());
  CHECK(find_tensor(file, "empty")->shape == std::vector<int64_t>{0, 7});
  CHECK(file.bytes.substr(find_tensor(file, "a.u8")->offset, 2) == narrow);
  CHECK(find_tensor(file, "c") == nullptr);
  CHECK(error_of([&] { to_safetensors({{"a", Dtype::f32, {2}, narrow}}, {}); }).code == Exit::bug);
}

TEST_CASE("every type of the format is known, another is refused by name", "[safetensors]") {
  for (auto const* name : {"F64", "F32", "F16", "BF16", "I64", "I32", "I16", "I8", "U8", "BOOL"}) {
    auto const size = size_of(*find_dtype(name));
    auto const header = fmt::format(R"({{"w":{{"dtype":"{}","shape":[3],"data_offsets":[0,{}]}}}})", name, 3 * size);
    CHECK(parse_safetensors(file_of(header, std::string(3 * size, 'x')), "w").tensors[0].dtype == find_dtype(name));
  }
  CHECK_THAT(one(R"("dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4])"), Contains("F8_E4M3"));
}

TEST_CASE("the length of the header is held against the file and the limit", "[safetensors]") {
  CHECK_THAT(complaint_of(""), Contains("0 bytes, expected at least the 8"));
  CHECK_THAT(complaint_of("1234567"), Contains("7 bytes"));
  CHECK_THAT(complaint_of(length_only(0x80, "{}")), Contains("9223372036854775808 bytes"));
  CHECK_THAT(complaint_of(length_only(0xff, "{}")), Contains("allowed are 2 in a file of 10"));
  CHECK_THAT(complaint_of(file_of("{}").substr(0, 9)), Contains("said to have 2 bytes, allowed are 1"));
  CHECK_THAT(complaint_of(file_of("")), Contains("does not begin with {"));
  CHECK_THAT(complaint_of(file_of(std::string(100'000'001, ' '))), Contains("allowed are 100000000"));
}

TEST_CASE("a header that is not of the form is refused", "[safetensors]") {
  auto const header = [](std::string const& text) { return complaint_of(file_of(text, "1234")); };
  CHECK_THAT(header("{\"w\":"), Contains("not JSON"));
  CHECK_THAT(header("{\"w\xff\":1}"), Contains("not JSON"));
  CHECK_THAT(header("{} x"), Contains("not JSON"));
  CHECK_THAT(header(std::string(5'000'000, '{')), Contains("not JSON"));
  CHECK_THAT(header("{\"w\":" + std::string(1'000'000, '[')), Contains("got a list"));
  CHECK_THAT(header("{\"w\":1}"), Contains("tensor w: got 1"));
  CHECK_THAT(header("{\"w\":null}"), Contains("got null"));
  CHECK_THAT(header("{\"__metadata__\":{\"a\":1}}"), Contains("expected an object of texts"));
  CHECK_THAT(header("{\"__metadata__\":{\"a\":{}}}"), Contains("got an object"));
  CHECK_THAT(header("{\"w\":{},\"w\":{}}"), Contains("has 0 of its three fields"));
  CHECK_THAT(one(R"("dtype":"U8","shape":[4])"), Contains("has 2 of its three fields"));
  CHECK_THAT(one(R"("dtype":"U8","shape":[4],"data_offsets":[0,4],"more":1)"), Contains("got the field \"more\""));
  CHECK_THAT(one(R"("dtype":"U8","dtype":"U8")"), Contains("\"dtype\" is given twice"));
  CHECK_THAT(one(R"("dtype":8)"), Contains("got 8"));
  CHECK_THAT(one(R"("dtype":"U8","shape":4)"), Contains("got 4"));
  CHECK_THAT(one(R"("shape":[[4]])"), Contains("got a list"));
  CHECK_THAT(one(R"("shape":[-4])"), Contains("got -4"));
  CHECK_THAT(one(R"("shape":[4.0])"), Contains("got 4.0"));
  CHECK_THAT(one(R"("shape":["4"])"), Contains("got a text"));
  CHECK_THAT(one(R"("shape":[true])"), Contains("got true"));
  CHECK_THAT(one(R"("shape":[99999999999999999999999])"), Contains("got 99999999999999999999999"));
  auto const twice = R"("w":{"dtype":"U8","shape":[2],"data_offsets":[0,2]})";
  CHECK_THAT(header(fmt::format("{{{},{}}}", twice, twice)), Contains("\"w\" is given twice"));
  std::string many = "1";
  for (int i = 0; i < 64; ++i) many += ",1";
  CHECK_THAT(one("\"shape\":[" + many + "]"), Contains("more than 64 numbers"));
}

TEST_CASE("sizes, overlaps, holes and bytes that belong to nobody are refused", "[safetensors]") {
  CHECK_THAT(one(R"("dtype":"U8","shape":[3],"data_offsets":[0,4])"), Contains("4 bytes of data, expected 3"));
  CHECK_THAT(one(R"("dtype":"F32","shape":[2],"data_offsets":[0,4])"), Contains("expected 8 of F32 [2]"));
  CHECK_THAT(one(R"("dtype":"U8","shape":[4],"data_offsets":[4,0])"), Contains("bytes 4 ... 0"));
  CHECK_THAT(one(R"("dtype":"U8","shape":[5],"data_offsets":[0,5])"), Contains("within the 4 bytes"));
  CHECK_THAT(one(R"("dtype":"U8","shape":[4],"data_offsets":[0,4,4])"), Contains("3 data_offsets"));
  CHECK_THAT(one(R"("dtype":"U8","shape":[18446744073709551615],"data_offsets":[0,4])"), Contains("2^63"));
  CHECK_THAT(one(R"("dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4])"), Contains("more than 2^64"));
  CHECK_THAT(one(R"("dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,0])"), Contains("more than 2^64"));
  CHECK_THAT(one(R"("dtype":"U8","shape":[2],"data_offsets":[0,2])"), Contains("4 bytes after the header, expected"));
  CHECK_THAT(one(R"("dtype":"U8","shape":[2],"data_offsets":[2,4])"), Contains("leaves a hole"));
  auto const two = [](char const* first, char const* second) {
    return complaint_of(file_of(fmt::format(R"({{"a":{{"dtype":"U8","shape":[2],"data_offsets":{}}},)"
                                            R"("b":{{"dtype":"U8","shape":[2],"data_offsets":{}}}}})",
                                            first, second),
                                "1234"));
  };
  CHECK_THAT(two("[0,2]", "[1,3]"), Contains("tensor b: begins at byte 1 of the data, expected 2: it overlaps"));
  CHECK_THAT(two("[0,2]", "[0,2]"), Contains("overlaps"));
  // Nothing overflows where a dimension is 0.
  auto const empty =
      R"({"w":{"dtype":"F64","shape":[0,9223372036854775807,9223372036854775807],"data_offsets":[0,0]}})";
  CHECK(parse_safetensors(file_of(empty), "w").tensors[0].shape[0] == 0);
}

TEST_CASE("a header of 200,000 names is read in a second", "[safetensors]") {
  std::string header = "{";
  for (int i = 0; i < 200'000; ++i)
    header += fmt::format(R"({}"{}":{{"dtype":"U8","shape":[0],"data_offsets":[0,0]}})", i ? "," : "", i);
  CHECK(parse_safetensors(file_of(header + "}"), "w").tensors.size() == 200'000);
}

TEST_CASE("cut and damaged files never do harm", "[safetensors]") {
  auto const bytes =
      to_safetensors({{"a", Dtype::f32, {3}, "123456789abc"}, {"b", Dtype::u8, {2}, "xy"}}, {{"k", "v"}});
  for (size_t length = 0; length < bytes.size(); ++length) complaint_of(bytes.substr(0, length));
  for (size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    auto damaged = bytes;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
    auto const error = error_of([&] { parse_safetensors(damaged, "w"); });
    CHECK((error.code == Exit::data || error.code == Exit::ok));  // a flipped number or name is still a file
  }
}

TEST_CASE("a weights file is told by its content", "[safetensors]") {
  ScratchFolder const folder;
  auto const good = folder.write("weights.pth", to_safetensors({{"a", Dtype::u8, {2}, "xy"}}, {}));
  CHECK(read_tensors(good).tensors[0].name == "a");
  auto const text = folder.write("weights.safetensors", "no tensors here");
  CHECK_THAT(error_of([&] { read_tensors(text); }).what(), Contains(text + ": is no weights file"));
  CHECK(error_of([&] { read_tensors(folder.path() + "/none"); }).code == Exit::io);
}

TEST_CASE("prefixes that all names have are taken off, as in files of torch.save", "[safetensors]") {
  ScratchFolder const folder;
  auto const read = [&](std::vector<std::string> const& names) {
    std::vector<TensorBytes> tensors;
    for (auto const& name : names) tensors.push_back({name, Dtype::u8, {1}, "x"});
    return read_tensors(folder.write("w.safetensors", to_safetensors(tensors, {})));
  };
  auto const file = read({"net._orig_mod.module.a.weight", "net._orig_mod.module.b.weight"});
  CHECK(file.tensors[0].name == "a.weight");
  CHECK(file.tensors[1].name == "b.weight");
  CHECK(file.notes.size() == 3);
  auto const mixed = read({"module.a", "b"});
  CHECK(mixed.tensors[0].name == "module.a");
  CHECK(mixed.notes.empty());
  CHECK(read({"model."}).tensors[0].name == "model.");  // nothing would be left
}

TEST_CASE("what is given instead of weights is named", "[safetensors]") {
  ScratchFolder const folder;
  for (auto const& [bytes, name] :
       {std::pair<std::string, char const*>{"version https://git-lfs.github.com/spec/v1\n", "git lfs pull"},
        {"\x89HDF\r\n\x1a\n", "an HDF5 file, as Keras writes"},
        {"\x93NUMPY\1", "an array of numpy"},
        {"", "empty"}}) {
    auto const path = folder.write("w", bytes);
    CHECK_THAT(error_of([&] { read_tensors(path); }).what(),
               Contains(path + ": is no weights file (") && Contains(name));
  }
}
