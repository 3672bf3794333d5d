// writer: how a file reaches the disk whole or not at all.
#pragma once
#include <string>

namespace mixup {

/// Writes `text` to `path` whole or not at all: a temporary file beside it (`<path>.tmp.<pid>`), fsync, rename, fsync
/// of the folder. Makes the folders above. On failure what stood at `path` is untouched and no temporary file is left.
/// Errors: Exit::io with path and reason.
void write_whole(std::string const& path, std::string const& text);

}  // namespace mixup
