// writer: how a file reaches the disk whole or not at all.
#pragma once
#include <string>
#include <string_view>

namespace mixup {

/// Writes `bytes` to `path` whole or not at all: a temporary file beside it (`<path>.tmp.<host>.<pid>`), fsync, rename,
/// fsync of the folder. Makes the folders above. On failure what stood at `path` is untouched (but if only the last
/// sync failed, it is replaced) and no temporary file is left. A link is followed; a device or a pipe, such as
/// /dev/stdout, keeps its name and gets the bytes. Errors: Exit::io with path and reason.
void write_whole(std::string const& path, std::string_view bytes);

/// Makes a folder and those above. Errors: Exit::io.
void make_folder(std::string const& folder);

/// Removes temporary files below `root` whose process, one of this machine, is gone: a power failure or kill -9 leaves
/// them. Returns how many. What cannot be listed or removed is left alone.
int64_t sweep(std::string const& root);

}  // namespace mixup
