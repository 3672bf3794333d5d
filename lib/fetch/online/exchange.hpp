// exchange: one request of libcurl and its answer, whose bytes go into a part file.
#pragma once
#include <curl/curl.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "core/error.hpp"
#include "fetch/download.hpp"
#include "fetch/part_file.hpp"

namespace mixup {

using FetchClock = std::chrono::steady_clock;

/// One request and its answer.
struct Exchange {
  CURL* curl;
  PartFile& part;
  std::string address;  // the set's own: redirects do not change what the part is a part of
  DownloadLimits const& limits;
  DownloadWatch const& watch;

  int64_t asked = 0;  // first byte asked for
  bool started = false;
  std::string etag = {}, modified = {}, range = {}, type = {};
  int64_t length = -1;  // of this answer's body
  int64_t session = 0;  // bytes of this connection
  FetchClock::time_point start = FetchClock::now(), shown = {};
  std::optional<Error> failure = {};  // thrown once curl has returned: it is C

  int64_t total() const { return length < 0 ? limits.bytes : part.size() - session + length; }
};

/// libcurl calls these with the Exchange as `user`: for a line of the header, and for a piece of the body.
size_t on_header(char* bytes, size_t, size_t count, void* user);
size_t on_body(char* bytes, size_t, size_t count, void* user);

/// The status of the answer: 200, 206, ...; 0 of a file on this machine.
long status_of(Exchange const& x);

/// Errors: Exit::data when a file of `total` bytes cannot be the one that is fetched.
void refuse_size(Exchange const& x, int64_t total);

}  // namespace mixup
