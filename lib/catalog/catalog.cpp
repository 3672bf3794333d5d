// catalog: the files in sets/, compiled in and read once.
#include "catalog/catalog.hpp"

#include <algorithm>
#include <tuple>

#include "core/error.hpp"
#include "core/nearest.hpp"

namespace mixup {

std::vector<std::pair<char const*, char const*>> data_set_texts();  // files of sets/ (cmake/embed.cmake)

std::vector<CatalogEntry> const& data_catalog() {
  static auto const all = [] {
    std::vector<CatalogEntry> entries;
    for (auto const& [file, text] : data_set_texts()) entries.push_back(parse_entry(parse_json(text, file), file));
    std::sort(entries.begin(), entries.end(), [](CatalogEntry const& a, CatalogEntry const& b) {
      return std::tie(a.kind, a.name) < std::tie(b.kind, b.name);
    });
    return entries;
  }();
  return all;
}

CatalogEntry const& find_data(std::string const& name) {
  std::vector<std::string> known;
  for (CatalogEntry const& entry : data_catalog()) {
    if (entry.name == name) return entry;
    known.push_back(entry.name);
  }
  throw error(Exit::usage, "there is no data set \"{}\"; the data sets are {}{}", name, fmt::join(known, ", "),
              did_you_mean(name, known));
}

std::vector<std::string> names_of(std::string const& typed) {
  std::string name = typed;
  std::replace(name.begin(), name.end(), '-', '_');
  std::vector<std::string> members, known;
  for (auto const& entry : data_catalog()) {
    if (entry.folder.empty()) continue;  // drawn from a definition
    if (entry.name == name) return {name};
    if (entry.group == name) members.push_back(entry.name);
    known.push_back(entry.name);
  }
  if (!members.empty()) return members;
  throw error(Exit::usage, "there are no files of a data set \"{}\"; the data sets are {}, and uci for seven of them{}",
              typed, fmt::join(known, ", "), did_you_mean(name, known));
}

int64_t train_size(CatalogEntry const& entry, double train_share) {
  return entry.table.rows > 0 ? static_cast<int64_t>(train_share * static_cast<double>(entry.table.rows))
                              : entry.parts.train;
}

}  // namespace mixup
