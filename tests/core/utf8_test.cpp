// utf8_test: which bytes are a text, for every reader of texts.
#include "core/utf8.hpp"

#include "core/json.hpp"
#include "error_of.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

namespace {

std::string refusal(std::string_view bytes) {
  auto const error = error_of([&] { utf8_text(bytes, "f.txt"); });
  CHECK(error.code == Exit::data);
  return error.what();
}

}  // namespace

TEST_CASE("a byte order mark is read as if it were not there, once and at the start alone") {
  CHECK(utf8_text("\xef\xbb\xbf"
                  "one\n",
                  "f") == "one\n");
  CHECK(utf8_text("one\n", "f") == "one\n");
  CHECK(utf8_text("\xef\xbb\xbf", "f").empty());
  CHECK(utf8_text("a\xef\xbb\xbf", "f").size() == 4);
  CHECK(parse_json("\xef\xbb\xbf{\"a\": 1}", "f") == Json{{"a", 1}});
}

TEST_CASE("characters of one to four bytes are a text") {
  for (auto const* text : {"", "a", "\xc2\x80", "\xc5\x81ukasz", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xef\xbf\xbf",
                           "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"})
    CHECK(utf8_text(text, "f") == text);
}

TEST_CASE("UTF-16 and what is no text are refused with their place") {
  using namespace std::literals;
  CHECK(contains(refusal("\xff\xfe"
                         "a\0"sv),
                 "f.txt: is a text in UTF-16, expected UTF-8"));
  CHECK(contains(refusal("\xfe\xff\0a"sv), "UTF-16"));
  CHECK(contains(refusal("a\0b\0"sv), "f.txt: byte 1: 0x00 is no text in UTF-8 (is it UTF-16"));
  CHECK(contains(refusal("caf\xe9"sv), "f.txt: byte 3: 0xe9 is no text in UTF-8"));
  for (auto const* text : {"\x80", "\xc0\xaf", "\xc1\xbf", "\xc3", "\xc3(", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xe2\x82",
                           "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff"})
    CHECK(contains(refusal(text), "byte 0: "));
}
