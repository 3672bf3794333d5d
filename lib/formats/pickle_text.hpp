// pickle_text: the bytes of a pickle from front to back: numbers, names, and where an error is.
#pragma once
#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "formats/little_endian.hpp"
#include "formats/pickle.hpp"
#include "formats/text.hpp"

namespace mixup {

class PickleText {
 public:
  PickleText(std::string_view text, std::string const& where, PickleRules const& rules)
      : text_(text), where_(where), rules_(rules) {}

 protected:
  Error wrong(std::string const& what) const {
    return error(Exit::data, "{}: byte {}: {}", where_, at_ == 0 ? 0 : at_ - 1, what);
  }

  Error unwritten(std::string const& what) const {
    return wrong(fmt::format("{}, which {} does not write", what, rules_.writer));
  }

  std::string_view take(uint64_t size) {
    if (size > text_.size() - at_)
      throw wrong(fmt::format("{} bytes were expected, {} are left", size, text_.size() - at_));
    at_ += size;
    return text_.substr(at_ - size, size);
  }

  uint64_t number(uint64_t size) { return little_endian(take(size)); }

  size_t left() const { return text_.size() - at_; }

  /// "module\nname" of a global.
  std::string_view two_lines() {
    auto const middle = text_.find('\n', at_);
    auto const end = middle == std::string_view::npos ? middle : text_.find('\n', middle + 1);
    if (end == std::string_view::npos) throw wrong("a name has no end");
    auto const out = take(end - at_);
    take(1);
    return out;
  }

  int64_t long_integer() {
    auto const size = number(1);
    if (size > 8) throw wrong(fmt::format("a whole number of {} bytes, allowed are 8", size));
    auto value = number(size);
    if (size > 0 && size < 8 && value >> (8 * size - 1)) value |= ~uint64_t{0} << 8 * size;  // a negative one
    return static_cast<int64_t>(value);
  }

  double real() {
    uint64_t bits = 0;
    for (char const c : take(8)) bits = bits << 8 | static_cast<unsigned char>(c);  // big-endian, the only one
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    return value;
  }

  static std::string dotted(std::string_view global) {
    std::string out(global);
    std::replace(out.begin(), out.end(), '\n', '.');
    return shown(out, 80);
  }

  std::string_view text_;
  std::string const& where_;
  PickleRules const& rules_;

 private:
  size_t at_ = 0;
};

}  // namespace mixup
