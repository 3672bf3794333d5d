// walk: every file below a folder of records, links to folders followed as open() follows them.
#pragma once
#include <functional>
#include <string>
#include <vector>

namespace mixup {

/// What is to be done about a folder that cannot be listed.
using Unlisted = std::function<void(std::string const& folder, std::string const& reason)>;

/// Paths of regular files, sorted. Each folder is read once, under its own name if that is below `root`, so that a link
/// to a folder above ends nothing. No folder, no files.
std::vector<std::string> files_below(std::string const& root, Unlisted const& unlisted);

}  // namespace mixup
