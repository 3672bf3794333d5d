// torch_pickle_test: pickles of weights files that do not fit together, or are made to cost memory, are refused.
#include <limits>

#include "error_of.hpp"
#include "formats/pickle.hpp"
#include "formats/torch_file.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;

namespace {

std::string refused_pickle(std::string const& text) {
  auto const error = error_of([&] { parse_pickle("\x80\x02" + text, "p", torch_pickle()); });
  CHECK(error.code == Exit::data);
  return error.what();
}

std::string bytes(std::initializer_list<int> values) {
  std::string out;
  for (int v : values) out += static_cast<char>(v);
  return out;
}

}  // namespace

TEST_CASE("a pickle that does not fit together is refused with its byte", "[torch_file]") {
  CHECK_THAT(refused_pickle(""), Contains("1 bytes were expected, 0 are left"));
  CHECK_THAT(refused_pickle("."), Contains("0 values"));
  CHECK_THAT(refused_pickle("}}."), Contains("2 values"));
  CHECK_THAT(refused_pickle("}.}"), Contains("1 bytes are left"));
  CHECK_THAT(refused_pickle("(}."), Contains("expected one and none"));
  CHECK_THAT(refused_pickle("h\5."), Contains("byte 3: nothing is remembered under 5"));
  CHECK_THAT(refused_pickle("j" + bytes({255, 255, 255, 255}) + "."), Contains("under 4294967295"));
  CHECK_THAT(refused_pickle("q\1."), Contains("a value is missing"));
  CHECK_THAT(refused_pickle("u."), Contains("a mark is missing"));
  CHECK_THAT(refused_pickle("}(K\1u."), Contains("a key without a value"));
  CHECK_THAT(refused_pickle("}K\1a."), Contains("expected a list"));
  CHECK_THAT(refused_pickle("K\1K\2(\x86."), Contains("a value is missing"));  // not below the mark
  CHECK_THAT(refused_pickle("X" + bytes({255, 255, 255, 255}) + "a."), Contains("4294967295 bytes were expected"));
  CHECK_THAT(refused_pickle(bytes({0x8a, 255})), Contains("255 bytes, allowed are 8"));
  CHECK_THAT(refused_pickle(bytes({0x8a, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0})), Contains("9 bytes, allowed are 8"));
  CHECK_THAT(refused_pickle("cos\nsystem"), Contains("a name has no end"));
  CHECK_THAT(refused_pickle("cos\nsystem\n"), Contains("os.system: a weights file may only name"));
  CHECK_THAT(refused_pickle("cbuiltins\neval\n"), Contains("builtins.eval"));
  CHECK_THAT(refused_pickle("c\x1b[31m\nx\n"), Contains(".[31m.x"));
  CHECK_THAT(refused_pickle("ctorch\nFloatStorage\n)R."), Contains("torch.FloatStorage with 0 arguments"));
  CHECK_THAT(refused_pickle("K\1)R."), Contains("expected a callable"));
  CHECK_THAT(refused_pickle("K\1Q."), Contains("expected the parts of a storage"));
  CHECK_THAT(refused_pickle("K\1N" + std::string("b.")), Contains("expected a dictionary"));
  for (auto const* code :
       {"i", "o", "U\1x", "\x81", "\x93", "P0\n", "I1\n", "\x82"})  // other ways to objects and numbers
    CHECK_THAT(refused_pickle(code), Contains("which torch.save does not write"));
  CHECK_THAT(error_of([] { parse_pickle(std::string_view("\x80\x04", 2), "p", torch_pickle()); }).what(),
             Contains("protocol 4"));
  CHECK_THAT(refused_pickle(std::string(9'000'000, '}')), Contains("allowed are 8388608"));
}

TEST_CASE("a long list that is used again and again fills no memory", "[torch_file]") {
  std::string const held = "(" + std::string(100'000, 'N') + "tq" + bytes({0});
  CHECK_THAT(refused_pickle(held + "ctorch._utils\n_rebuild_tensor_v2\nh" + bytes({0}) + "R"),
             Contains("arguments: 100000 values, allowed are 8"));
  CHECK_THAT(refused_pickle(held + "Q"), Contains("the parts of a storage: 100000 values"));
}

TEST_CASE("depth, circles and numbers of either sign do no harm", "[torch_file]") {
  auto const parse = [](std::string const& text) { return parse_pickle(text, "p", torch_pickle()); };
  std::string deep = bytes({0x80, 2}) + std::string(1'000'000, ']') + std::string(999'999, 'a') + ".";
  CHECK(parse(deep).values.size() == 1'000'000);
  std::string const circle = bytes({0x80, 2}) + "]q" + bytes({0}) + "h" + bytes({0}) + "a.";
  auto const round = parse(circle);
  CHECK(round.values[round.root].items == std::vector<uint32_t>{round.root});
  std::string const numbers = bytes({0x80, 2}) + "(" + "K" + bytes({200}) + "M" + bytes({1, 2}) + "J" +
                              bytes({255, 255, 255, 255}) + bytes({0x8a, 0}) + bytes({0x8a, 1, 0xff}) +
                              bytes({0x8a, 2, 0xff, 0}) + bytes({0x8a, 8, 0, 0, 0, 0, 0, 0, 0, 0x80}) + "G" +
                              bytes({0xbf, 0xf8, 0, 0, 0, 0, 0, 0}) + "\x88\x89Nt.";
  auto const pickle = parse(numbers);
  auto const& items = pickle.values[pickle.root].items;
  std::vector<int64_t> got;
  for (size_t i = 0; i < 7; ++i) got.push_back(pickle.values[items[i]].integer);
  CHECK(got == std::vector<int64_t>{200, 513, -1, 0, -1, 255, std::numeric_limits<int64_t>::min()});
  CHECK(pickle.values[items[7]].real == -1.5);
  CHECK(pickle.values[items[8]].integer == 1);
  CHECK(pickle.values[items[9]].integer == 0);
}
