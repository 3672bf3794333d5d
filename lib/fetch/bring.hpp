// bring: what `mixup-bench data` does with one data set: fetch, import, verify, say whether it is there.
#pragma once
#include <functional>
#include <string>

#include "fetch/download.hpp"
#include "fetch/install.hpp"

namespace mixup {

/// Where to, and who hears about it.
struct Bring {
  std::string root;  // folder of all data sets
  Notice notice = [](std::string const&) {};
  DownloadWatch watch = {};
  DownloadLimits limits = {};  // stall, attempts; sizes come from the set
};

/// Fetches the set from the first address that has it, unless it is there and right. Returns one line that says what
/// happened. Errors: Exit::data when what came is wrong everywhere, Exit::unavailable when nothing came, with all
/// reasons and the way without a network. The folder is untouched then.
std::string fetch_set(CatalogEntry const& set, Bring const& bring);

/// Takes the set from an archive, a file or a folder that somebody fetched. `link`: the folder's files are linked, not
/// copied.
std::string import_set(CatalogEntry const& set, std::string const& path, bool link, Bring const& bring);

/// Hashes everything again. Errors: Exit::data with file, expected, got; Exit::unavailable when it is not there.
std::string verify_set(CatalogEntry const& set, Bring const& bring);

/// "present", "incomplete" (with what is missing) or "absent"; by names and sizes, in milliseconds.
struct Presence {
  std::string word, detail;
};
Presence presence_of(std::string const& name, std::string const& root);

}  // namespace mixup
