// pickle: pickled dictionaries of tensors and arrays as plain values. Nothing is ever called: the few globals that a
// kind of file names stand for themselves, every other one is refused by name.
//
// https://docs.python.org/3/library/pickletools.html names the opcodes; protocol 2, which torch.save and CIFAR use.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mixup {

struct PickleValue {
  enum class Kind { none, boolean, integer, real, text, global, sequence, dictionary, storage, tensor, array, element };
  Kind kind = Kind::none;
  int64_t integer = 0;    // of an integer or a boolean
  double real = 0;        // of a real
  std::string_view text;  // of a text, or "module\nname" of a global; lies in the pickle
  // Places in Pickle::values: of a sequence (list, tuple), the pairs of a dictionary (key, value, key, ...), what a
  // storage is known by ("storage", type, key, device, elements), the arguments of _rebuild_tensor_v2 for a tensor,
  // of an array of numpy its state (version, shape, element, Fortran's order, bytes), of its element the arguments of
  // numpy.dtype.
  std::vector<uint32_t> items;
};

/// Values refer to one another by place, so that neither depth nor a circle does harm.
struct Pickle {
  std::vector<PickleValue> values;
  uint32_t root = 0;
};

/// The value that a global makes when it is called; a global of `none` is only named.
enum class PickleCall { none, dictionary, tensor, parameter, array, element };

/// The globals and sizes that one kind of file may have.
struct PickleRules {
  char const* file;                                              // "a weights file", for messages
  char const* writer;                                            // "torch.save"
  std::vector<std::pair<std::string_view, PickleCall>> globals;  // "module\nname"
  size_t longest;                                                // bytes of the pickle
  size_t most_values;                                            // of 80 bytes each in memory
  bool byte_strings;                                             // str of Python 2, read as texts
};

/// `text` outlives what is returned. Errors: Exit::data with `where` (which only names it), byte and what is allowed.
Pickle parse_pickle(std::string_view text, std::string const& where, PickleRules const& rules);

}  // namespace mixup
