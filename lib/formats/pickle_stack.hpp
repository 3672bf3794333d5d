// pickle_stack: the values of a pickle while it is read: the stack with its marks, and what is remembered by number.
#pragma once
#include <algorithm>
#include <unordered_map>

#include "formats/pickle_text.hpp"

namespace mixup {

/// Each function is the meaning of one opcode or a part of one; those that return bool return true.
class PickleStack : protected PickleText {
 public:
  using PickleText::PickleText;

 protected:
  using Kind = PickleValue::Kind;

  /// The rules limit how many values, marks and remembered values there are.
  bool room(size_t count) const {
    if (count > rules_.most_values) throw wrong(fmt::format("more than {} values", rules_.most_values));
    return true;
  }

  bool push(PickleValue value) {
    stack_.push_back(static_cast<uint32_t>(out_.values.size()));
    out_.values.push_back(std::move(value));
    return room(std::max(stack_.size(), out_.values.size()));
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

  bool mark() {
    marks_.push_back(stack_.size());
    return room(marks_.size());
  }

  /// How many values lie above the last mark, which goes.
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
    return room(memo_.size());
  }

  bool recall(uint64_t place) {
    auto const it = memo_.find(place);
    if (it == memo_.end()) throw wrong(fmt::format("nothing is remembered under {}", place));
    stack_.push_back(it->second);
    return room(stack_.size());
  }

  /// One value, and nothing else.
  Pickle finished() {
    if (stack_.size() != 1 || !marks_.empty() || left() > 0)
      throw wrong(
          fmt::format("{} values and {} bytes are left at the end, expected one and none", stack_.size(), left()));
    out_.root = stack_.back();
    return std::move(out_);
  }

  Pickle out_;
  std::vector<uint32_t> stack_;

 private:
  std::vector<size_t> marks_;
  std::unordered_map<uint64_t, uint32_t> memo_;
};

}  // namespace mixup
