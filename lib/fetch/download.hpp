// download: one file from one address, whole or not at all, resumed after a cut.
#pragma once
#include <cstdint>
#include <functional>
#include <string>

namespace mixup {

struct DownloadLimits {
  int64_t most_bytes = 0;  // a longer answer is cut off as an error
  int64_t bytes = 0;       // exact size if it is known; 0: not
  int connect_seconds = 20;
  int stall_seconds = 30;  // with less than a kilobyte per second for so long, the connection is given up
  int attempts = 5;        // connections in a row that bring nothing new
  int redirects = 5;
};

struct DownloadTick {
  int64_t done = 0, total = 0;  // total 0: the server does not say
  double bytes_per_second = 0, seconds_left = 0;
};

using DownloadWatch = std::function<void(DownloadTick const&)>;

/// Brings `address` to `path`: to `path`.part first, beside it `path`.part.from, which names the version of what is
/// being fetched. A part that lies there is continued when the server still has that version and knows ranges, else
/// fetched anew. Errors: Exit::unavailable when the address cannot be had (the part stays for the next time),
/// Exit::data when it holds something else (a web page, too many bytes), Exit::usage for an address that is not
/// allowed, Exit::io.
void download(std::string const& address, std::string const& path, DownloadLimits const& limits,
              DownloadWatch const& watch);

}  // namespace mixup
