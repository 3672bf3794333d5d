#include "core/utf8.hpp"

#include "core/error.hpp"

namespace mixup {
namespace {

bool starts(std::string_view text, std::string_view mark) { return text.substr(0, mark.size()) == mark; }

/// Bytes of the character that `text` begins with; 0: it is none, or a zero (RFC 3629, section 4).
size_t character(std::string_view text) {
  auto const byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  unsigned const first = byte(0), second = byte(1);
  if (first < 0x80) return first > 0;
  size_t const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  for (size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xc0) != 0x80) return 0;
  bool const longer_than_needed = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
  bool const no_character = (first == 0xed && second >= 0xa0) || (first == 0xf4 && second >= 0x90);
  return longer_than_needed || no_character ? 0 : length;
}

}  // namespace

std::string_view utf8_text(std::string_view bytes, std::string const& where) {
  if (starts(bytes, "\xff\xfe") || starts(bytes, "\xfe\xff"))
    throw error(Exit::data, "{}: is a text in UTF-16, expected UTF-8: iconv -f UTF-16 -t UTF-8 IN >OUT", where);
  if (starts(bytes, "\xef\xbb\xbf")) bytes.remove_prefix(3);
  for (size_t at = 0; at < bytes.size();) {
    auto const length = character(bytes.substr(at));
    if (length == 0)
      throw error(Exit::data, "{}: byte {}: {:#04x} is no text in UTF-8{}", where, at,
                  static_cast<unsigned char>(bytes[at]), bytes[at] == 0 ? " (is it UTF-16, or no text at all?)" : "");
    at += length;
  }
  return bytes;
}

}  // namespace mixup
