// pickle: a stack machine of protocol 2's opcodes, as far as torch.save and CIFAR's authors' cPickle write them.
#include "formats/pickle.hpp"

#include <algorithm>

#include "formats/pickle_stack.hpp"

namespace mixup {
namespace {

constexpr size_t kMostArguments = 8;  // a callable's and a storage's are copied; the longest known has 7

class Machine : PickleStack {
 public:
  using PickleStack::PickleStack;

  Pickle run() {
    while (step(static_cast<unsigned char>(take(1)[0]))) {
    }
    return finished();
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
        return mark();
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
        return push_integer(Kind::integer, long_integer());
      case 'G':
        return push(PickleValue{Kind::real, 0, real(), {}, {}});
      case 'X':
        return push_text(Kind::text, take(number(4)));
      case 'U':
        return byte_string(1);
      case 'T':
        return byte_string(4);
      case 'c':
        return global();
      case ')':
      case ']':
        return push(Kind::sequence);
      case '}':
        return push(Kind::dictionary);
      case 0x85:
      case 0x86:
      case 0x87:
        return gather(Kind::sequence, code - size_t{0x84});
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
        throw unwritten(fmt::format("the opcode {:#04x}", code));
    }
  }

  bool protocol() {
    if (auto const version = number(1); version != 2)
      throw wrong(fmt::format("pickle protocol {}, expected 2, the one {} uses by itself", version, rules_.writer));
    if (text_.size() > rules_.longest)
      throw wrong(fmt::format("the pickle has {} bytes, allowed are {}", text_.size(), rules_.longest));
    return true;
  }

  /// str of Python 2.
  bool byte_string(uint64_t length_size) {
    if (!rules_.byte_strings) throw unwritten("a str of Python 2");
    return push_text(Kind::text, take(number(length_size)));
  }

  PickleCall const* find_call(std::string_view global) const {
    auto const it = std::find_if(rules_.globals.begin(), rules_.globals.end(),
                                 [&](auto const& allowed) { return allowed.first == global; });
    return it == rules_.globals.end() ? nullptr : &it->second;
  }

  std::string allowed_names() const {
    std::vector<std::string> names;
    for (auto const& [global, call] : rules_.globals) names.push_back(dotted(global));
    return fmt::format("{}", fmt::join(names, ", "));
  }

  bool global() {
    auto const both = two_lines();
    if (find_call(both) == nullptr)
      throw wrong(fmt::format("{}: {} may only name {}", dotted(both), rules_.file, allowed_names()));
    return push_text(Kind::global, both);
  }

  /// A few values that are copied: a long list that is named again and again would fill the memory.
  std::vector<uint32_t> few(char const* what) {
    auto const& items = expect(pop(), Kind::sequence, what).items;
    if (items.size() > kMostArguments)
      throw wrong(fmt::format("{}: {} values, allowed are {}", what, items.size(), kMostArguments));
    return items;
  }

  bool storage() {
    auto items = few("the parts of a storage");
    return push(PickleValue{Kind::storage, 0, 0, {}, std::move(items)});
  }

  /// callable(*arguments), for the callables of the rules.
  bool reduce() {
    auto arguments = few("arguments");
    auto const callable = expect(pop(), Kind::global, "a callable").text;
    switch (auto const count = arguments.size(); *find_call(callable)) {
      case PickleCall::dictionary:
        if (count == 0) return push(Kind::dictionary);
        if (count > 1) break;
        expect(arguments[0], Kind::dictionary, "a dictionary");  // of a Counter
        stack_.push_back(arguments[0]);
        return true;
      case PickleCall::tensor:
        return push(PickleValue{Kind::tensor, 0, 0, {}, std::move(arguments)});
      case PickleCall::parameter:
        if (count == 0) break;
        expect(arguments[0], Kind::tensor, "a tensor");
        stack_.push_back(arguments[0]);
        return true;
      case PickleCall::array:
        return push(Kind::array);  // empty until BUILD
      case PickleCall::element:
        return push(PickleValue{Kind::element, 0, 0, {}, std::move(arguments)});
      case PickleCall::none:
        break;
    }
    throw unwritten(fmt::format("{} with {} arguments", dotted(callable), arguments.size()));
  }

  /// The content of an array. Attributes of other objects, such as the versions of a state dictionary, are not needed.
  bool build() {
    auto const state = pop();
    auto& object = out_.values[top()];
    if (object.kind == Kind::array) {
      stack_.push_back(state);
      object.items = few("the state of an array");
    } else if (object.kind != Kind::element) {
      expect(top(), Kind::dictionary, "a dictionary");
    }
    return true;
  }
};

}  // namespace

Pickle parse_pickle(std::string_view text, std::string const& where, PickleRules const& rules) {
  return Machine(text, where, rules).run();
}

}  // namespace mixup
