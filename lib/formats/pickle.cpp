// pickle: a stack machine of the opcodes that torch.save writes.
#include "formats/pickle.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <cstring>
#include <unordered_map>

#include "core/error.hpp"
#include "formats/text.hpp"

namespace mixup {
namespace {

using Kind = PickleValue::Kind;

constexpr size_t kLongest = 8 << 20;  // bytes; ResNeXt-101's has 0.1 MB, and a value takes 80 bytes of memory

constexpr std::string_view kOrderedDict = "collections\nOrderedDict";
constexpr std::string_view kRebuildTensor = "torch._utils\n_rebuild_tensor_v2";
constexpr std::string_view kRebuildParameter = "torch._utils\n_rebuild_parameter";
constexpr std::string_view kAllowed[] = {
    kOrderedDict,         kRebuildTensor,           kRebuildParameter,    "torch\nDoubleStorage", "torch\nFloatStorage",
    "torch\nHalfStorage", "torch\nBFloat16Storage", "torch\nLongStorage", "torch\nIntStorage",    "torch\nShortStorage",
    "torch\nCharStorage", "torch\nByteStorage",     "torch\nBoolStorage"};

std::string dotted(std::string_view global) {
  std::string out(global);
  std::replace(out.begin(), out.end(), '\n', '.');
  return shown(out, 80);
}

std::string allowed_names() {
  std::vector<std::string> names;
  for (auto const global : kAllowed) names.push_back(dotted(global));
  return fmt::format("{}", fmt::join(names, ", "));
}

class Machine {
 public:
  Machine(std::string_view text, std::string const& where) : text_(text), where_(where) {}

  Pickle run() {
    while (step(static_cast<unsigned char>(take(1)[0]))) {
    }
    if (stack_.size() != 1 || !marks_.empty() || at_ != text_.size())
      throw wrong(fmt::format("{} values and {} bytes are left at the end, expected one and none", stack_.size(),
                              text_.size() - at_));
    out_.root = stack_.back();
    return std::move(out_);
  }

 private:
  /// One opcode; false at the end.
  bool step(unsigned char code) {
    switch (code) {
      case 0x80:
        return protocol();
      case '.':
        return false;
      case '(':
        marks_.push_back(stack_.size());
        return true;
      case 'N':
        return push(Kind::none);
      case 0x88:
        return push_integer(Kind::boolean, 1);
      case 0x89:
        return push_integer(Kind::boolean, 0);
      case 'K':
        return push_integer(Kind::integer, static_cast<int64_t>(number(1)));
      case 'M':
        return push_integer(Kind::integer, static_cast<int64_t>(number(2)));
      case 'J':
        return push_integer(Kind::integer, static_cast<int32_t>(static_cast<uint32_t>(number(4))));
      case 0x8a:
        return long_integer();
      case 'G':
        return real();
      case 'X':
        return push_text(Kind::text, take(number(4)));
      case 'c':
        return global();
      case ')':
        return push(Kind::sequence);
      case ']':
        return push(Kind::sequence);
      case '}':
        return push(Kind::dictionary);
      case 0x85:
        return gather(Kind::sequence, 1);
      case 0x86:
        return gather(Kind::sequence, 2);
      case 0x87:
        return gather(Kind::sequence, 3);
      case 't':
        return gather(Kind::sequence, above_mark());
      case 'a':
        return extend(Kind::sequence, 1);
      case 'e':
        return extend(Kind::sequence, above_mark());
      case 's':
        return extend(Kind::dictionary, 2);
      case 'u':
        return extend(Kind::dictionary, above_mark());
      case 'q':
        return remember(number(1));
      case 'r':
        return remember(number(4));
      case 'h':
        return recall(number(1));
      case 'j':
        return recall(number(4));
      case 'Q':
        return storage();
      case 'R':
        return reduce();
      case 'b':
        return build();
      default:
        throw wrong(fmt::format("the opcode {:#04x}, which torch.save does not write", code));
    }
  }

  Error wrong(std::string const& what) const {
    return error(Exit::data, "{}: byte {}: {}", where_, at_ == 0 ? 0 : at_ - 1, what);
  }

  std::string_view take(uint64_t size) {
    if (size > text_.size() - at_)
      throw wrong(fmt::format("{} bytes were expected, {} are left", size, text_.size() - at_));
    at_ += size;
    return text_.substr(at_ - size, size);
  }

  uint64_t number(uint64_t size) {
    auto const bytes = take(size);
    uint64_t value = 0;
    for (size_t i = bytes.size(); i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return value;
  }

  std::string_view line() {
    auto const end = text_.find('\n', at_);
    if (end == std::string_view::npos) throw wrong("a name has no end");
    auto const out = take(end - at_);
    take(1);
    return out;
  }

  bool push(PickleValue value) {
    stack_.push_back(static_cast<uint32_t>(out_.values.size()));
    out_.values.push_back(std::move(value));
    return true;
  }
  bool push(Kind kind) { return push(PickleValue{kind, 0, 0, {}, {}}); }
  bool push_integer(Kind kind, int64_t value) { return push(PickleValue{kind, value, 0, {}, {}}); }
  bool push_text(Kind kind, std::string_view text) { return push(PickleValue{kind, 0, 0, text, {}}); }

  /// The value `depth` below the top, above the last mark.
  uint32_t top(size_t depth = 0) const {
    if (depth >= stack_.size() - (marks_.empty() ? 0 : marks_.back())) throw wrong("a value is missing");
    return stack_[stack_.size() - 1 - depth];
  }

  uint32_t pop() {
    auto const value = top();
    stack_.pop_back();
    return value;
  }

  size_t above_mark() {
    if (marks_.empty()) throw wrong("a mark is missing");
    auto const count = stack_.size() - marks_.back();
    marks_.pop_back();
    return count;
  }

  std::vector<uint32_t> pop_many(size_t count) {
    if (count > 0) top(count - 1);
    std::vector<uint32_t> out(stack_.end() - static_cast<std::ptrdiff_t>(count), stack_.end());
    stack_.resize(stack_.size() - count);
    return out;
  }

  PickleValue& expect(uint32_t value, Kind kind, char const* what) {
    if (out_.values[value].kind != kind) throw wrong(fmt::format("expected {} here", what));
    return out_.values[value];
  }

  bool protocol() {
    if (auto const version = number(1); version != 2)
      throw wrong(fmt::format("pickle protocol {}, expected 2, the one torch.save uses by itself", version));
    if (text_.size() > kLongest)
      throw wrong(fmt::format("the pickle has {} bytes, allowed are {}", text_.size(), kLongest));
    return true;
  }

  bool long_integer() {
    auto const size = number(1);
    if (size > 8) throw wrong(fmt::format("a whole number of {} bytes, allowed are 8", size));
    auto value = number(size);
    if (size > 0 && size < 8 && value >> (8 * size - 1)) value |= ~uint64_t{0} << 8 * size;  // a negative one
    return push_integer(Kind::integer, static_cast<int64_t>(value));
  }

  bool real() {
    uint64_t bits = 0;
    for (char const c : take(8)) bits = bits << 8 | static_cast<unsigned char>(c);  // big-endian, the only one
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    return push(PickleValue{Kind::real, 0, value, {}, {}});
  }

  bool global() {
    auto const begin = at_;
    line();
    auto const name = line();
    auto const both = text_.substr(begin, static_cast<size_t>(name.data() + name.size() - text_.data()) - begin);
    if (std::find(std::begin(kAllowed), std::end(kAllowed), both) == std::end(kAllowed))
      throw wrong(fmt::format("{}: a weights file may only name {}", dotted(both), allowed_names()));
    return push_text(Kind::global, both);
  }

  bool gather(Kind kind, size_t count) {
    auto items = pop_many(count);
    return push(PickleValue{kind, 0, 0, {}, std::move(items)});
  }

  bool extend(Kind kind, size_t count) {
    auto const items = pop_many(count);
    auto& to = expect(top(), kind, kind == Kind::dictionary ? "a dictionary" : "a list").items;
    if (kind == Kind::dictionary && items.size() % 2 != 0) throw wrong("a key without a value");
    to.insert(to.end(), items.begin(), items.end());
    return true;
  }

  bool remember(uint64_t place) {
    memo_[place] = top();
    return true;
  }

  bool recall(uint64_t place) {
    auto const it = memo_.find(place);
    if (it == memo_.end()) throw wrong(fmt::format("nothing is remembered under {}", place));
    stack_.push_back(it->second);
    return true;
  }

  bool storage() {
    auto items = expect(pop(), Kind::sequence, "the parts of a storage").items;
    return push(PickleValue{Kind::storage, 0, 0, {}, std::move(items)});
  }

  /// callable(*arguments), for the three callables that make a dictionary or a tensor.
  bool reduce() {
    auto const arguments = expect(pop(), Kind::sequence, "arguments").items;
    auto const callable = expect(pop(), Kind::global, "a callable").text;
    if (callable == kOrderedDict && arguments.empty()) return push(Kind::dictionary);
    if (callable == kRebuildTensor) return push(PickleValue{Kind::tensor, 0, 0, {}, arguments});
    if (callable == kRebuildParameter && !arguments.empty()) {
      expect(arguments[0], Kind::tensor, "a tensor");
      stack_.push_back(arguments[0]);
      return true;
    }
    throw wrong(
        fmt::format("{} with {} arguments, which torch.save does not write", dotted(callable), arguments.size()));
  }

  /// Attributes of an object, such as a state dictionary's versions: nothing that is needed here.
  bool build() {
    pop();
    expect(top(), Kind::dictionary, "a dictionary");
    return true;
  }

  std::string_view text_;
  std::string const& where_;
  size_t at_ = 0;
  Pickle out_;
  std::vector<uint32_t> stack_;
  std::vector<size_t> marks_;
  std::unordered_map<uint64_t, uint32_t> memo_;
};

}  // namespace

Pickle parse_pickle(std::string_view text, std::string const& where) { return Machine(text, where).run(); }

}  // namespace mixup
