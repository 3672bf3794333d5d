// pickle: what torch.save pickles of a dictionary of tensors, as plain values. Nothing is ever called: the few globals
// that such a file names stand for themselves, every other one is refused by name.
//
// https://docs.python.org/3/library/pickletools.html names the opcodes; protocol 2, which torch.save uses.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mixup {

struct PickleValue {
  enum class Kind { none, boolean, integer, real, text, global, sequence, dictionary, storage, tensor };
  Kind kind = Kind::none;
  int64_t integer = 0;    // of an integer or a boolean
  double real = 0;        // of a real
  std::string_view text;  // of a text, or "module\nname" of a global; lies in the pickle
  // Places in Pickle::values: of a sequence (list, tuple), the pairs of a dictionary (key, value, key, ...), what a
  // storage is known by ("storage", type, key, device, elements), the arguments of _rebuild_tensor_v2 for a tensor.
  std::vector<uint32_t> items;
};

/// Values refer to one another by place, so that neither depth nor a circle does harm.
struct Pickle {
  std::vector<PickleValue> values;
  uint32_t root = 0;
};

/// `text` outlives what is returned. Errors: Exit::data with `where` (which only names it), byte and what is allowed.
Pickle parse_pickle(std::string_view text, std::string const& where);

}  // namespace mixup
