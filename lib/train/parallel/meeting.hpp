// meeting: how ranks of one machine find one another without a port: rank 0 waits behind a name that no file has.
#pragma once
#include <string>

#include "core/ranks.hpp"

namespace mixup::train {

/// The file that all ranks of `ranks.place.key` share: rank 0 makes it in a folder of its own (mode 0700), which goes
/// when rank 0 exits, and tells each other rank where, through a socket whose name lies in no file system (unix(7),
/// "abstract"). Processes of other users are not told. Rank 0 waits until all have asked. Errors: Exit::again after the
/// timeout; Exit::usage when another start of ranks has this name.
std::string meet(Ranks const& ranks);

}  // namespace mixup::train
