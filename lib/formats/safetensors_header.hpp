// safetensors_header: the JSON at the head of a safetensors file, read without building a tree of it.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mixup {

/// One entry as it is written; nothing but its form has been checked.
struct HeaderEntry {
  std::string name, dtype;
  std::vector<uint64_t> shape, offsets;  // "data_offsets"
};

struct SafetensorsHeader {
  std::vector<HeaderEntry> entries;
  std::map<std::string, std::string> metadata;
};

/// Errors: Exit::data with `path` and the tensor, for text that is not JSON or not of this form, and for keys given
/// twice.
SafetensorsHeader parse_header(std::string_view json, std::string const& path);

}  // namespace mixup
