// unpack: regular files and folders out of an archive, below one folder and nowhere else.
#pragma once
#include <cstdint>
#include <string>

namespace mixup {

struct UnpackLimits {
  int64_t most_bytes = 0, most_entries = 0;  // of all files together, unpacked; of files and folders
  size_t longest_path = 240;                 // bytes of a name below the folder
  int64_t strip = 0;                         // leading folders that are dropped
};

/// Unpacks the tar (plain or gzip) or zip `archive` into the empty or absent `folder`; mode bits and owners of the
/// archive are not taken over. Errors: Exit::data with the entry for "../", absolute names, links, devices, FIFOs, a
/// name that comes twice, an encrypted entry, an archive that is cut short or that goes over a limit; Exit::io. What
/// was unpacked so far stays in `folder`.
void unpack(std::string const& archive, std::string const& folder, UnpackLimits const& limits);

}  // namespace mixup
