#include "fuzz/readers.hpp"

#include <algorithm>

namespace mixup::test {

std::vector<FuzzReader> const& fuzz_readers() {
  static std::vector<FuzzReader> const all = [] {
    std::vector<FuzzReader> out;
    for (auto const& group : {data_readers(), image_readers(), weights_readers(), json_readers()})
      out.insert(out.end(), group.begin(), group.end());
    return out;
  }();
  return all;
}

FuzzReader const& find_reader(std::string const& name) {
  auto const& all = fuzz_readers();
  auto const it = std::find_if(all.begin(), all.end(), [&](FuzzReader const& reader) { return reader.name == name; });
  if (it == all.end()) throw error(Exit::bug, "tests/fuzz: there is no reader {}", name);
  return *it;
}

Error outcome_of(FuzzReader const& reader, std::string const& bytes) {
  try {
    reader.read(bytes);
  } catch (Error const& e) {
    return e;
  }
  return {Exit::ok, "it was read"};
}

}  // namespace mixup::test
