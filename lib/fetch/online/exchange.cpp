// exchange: what an answer means is decided before its first byte is kept.
#include "fetch/online/exchange.hpp"

#include <cctype>
#include <cstdlib>

#include "catalog/address.hpp"

namespace mixup {
namespace {

std::string lower(std::string text) {
  for (auto& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

/// Before the first byte of a body is kept: is it what was asked for, and does it continue the part or replace it?
void begin_body(Exchange& x) {
  x.started = true;
  bool const local = scheme_of(x.address) == Scheme::file;
  auto const status = status_of(x);
  if (!local && status != 200 && status != 206)
    throw error(Exit::unavailable, "{}: the server answers {}", x.address, status);
  if (x.type.compare(0, 9, "text/html") == 0)
    throw error(Exit::data, "{}: the server sends a web page (text/html), not the file", x.address);
  if (status == 206) {
    if (x.asked == 0 ||
        x.range.compare(0, fmt::formatted_size("bytes {}-", x.asked), fmt::format("bytes {}-", x.asked)) != 0)
      throw error(Exit::unavailable, "{}: asked for the bytes from {}, the server sends \"{}\"", x.address, x.asked,
                  x.range);
  } else {
    x.part.restart(x.address, x.etag.empty() ? x.modified : x.etag);
  }
  if (x.length >= 0) refuse_size(x, x.total());
}

void show(Exchange& x) {
  auto const now = FetchClock::now();
  double const seconds = std::chrono::duration<double>(now - x.start).count();
  DownloadTick tick{x.part.size(), x.total(), seconds > 0 ? static_cast<double>(x.session) / seconds : 0, 0};
  if (tick.bytes_per_second > 0 && tick.total > tick.done)
    tick.seconds_left = static_cast<double>(tick.total - tick.done) / tick.bytes_per_second;
  if (now - x.shown < std::chrono::milliseconds(100) && tick.done != tick.total) return;
  x.shown = now;
  if (x.watch) x.watch(tick);
}

}  // namespace

size_t on_header(char* bytes, size_t, size_t count, void* user) {
  auto& x = *static_cast<Exchange*>(user);
  std::string const line(bytes, count);
  if (line.compare(0, 5, "HTTP/") == 0)
    x.etag.clear(), x.modified.clear(), x.range.clear(), x.type.clear(), x.length = -1;
  auto const colon = line.find(':');
  if (colon == std::string::npos) return count;
  auto const name = lower(line.substr(0, colon));
  auto const first = line.find_first_not_of(" \t", colon + 1), last = line.find_last_not_of(" \t\r\n");
  auto const value = first == std::string::npos || last < first ? "" : line.substr(first, last - first + 1);
  if (name == "etag" && value.compare(0, 2, "W/") != 0) x.etag = value;  // a weak one does not promise equal bytes
  if (name == "last-modified") x.modified = value;
  if (name == "content-range") x.range = lower(value);
  if (name == "content-type") x.type = lower(value);
  if (name == "content-length") x.length = std::atoll(value.c_str());
  return count;
}

long status_of(Exchange const& x) {
  long status = 0;
  curl_easy_getinfo(x.curl, CURLINFO_RESPONSE_CODE, &status);
  return status;
}

void refuse_size(Exchange const& x, int64_t total) {
  if (x.limits.bytes > 0 && total != x.limits.bytes)
    throw error(Exit::data, "{}: the server offers {} bytes, expected {}: this is another file", x.address, total,
                x.limits.bytes);
  if (total > x.limits.most_bytes)
    throw error(Exit::data, "{}: more than {} bytes, the most that this data set can have", x.address,
                x.limits.most_bytes);
}

size_t on_body(char* bytes, size_t, size_t count, void* user) {
  auto& x = *static_cast<Exchange*>(user);
  auto const status = status_of(x);
  if ((status >= 300 && status < 400) || status == 416) return count;  // the page that goes with it
  try {
    if (!x.started) begin_body(x);
    x.part.append(bytes, count);
    x.session += static_cast<int64_t>(count);
    if (x.part.size() > x.limits.most_bytes) refuse_size(x, x.part.size());
    show(x);
    return count;
  } catch (Error const& e) {
    x.failure = e;
    return 0;
  }
}

}  // namespace mixup
