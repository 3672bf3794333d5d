// download: libcurl carries one connection; what an answer means is decided here.
#include "fetch/download.hpp"

#include "core/error.hpp"
#include "fetch/address.hpp"
#include "fetch/part_file.hpp"

#if MIXUP_WITH_FETCH
#include <curl/curl.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>

namespace mixup {
namespace {

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

std::string lower(std::string text) {
  for (auto& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

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

/// What is the same for every connection.
void set_rules(CURL* curl, DownloadLimits const& limits) {
#if LIBCURL_VERSION_NUM >= 0x075500
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https,http,file");  // http: scheme_of lets only this machine through
  curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "https");
#else
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS, CURLPROTO_HTTPS | CURLPROTO_HTTP | CURLPROTO_FILE);
  curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS, CURLPROTO_HTTPS);
#endif
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);  // followed by hand: may_redirect
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "mixup-bench");
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, static_cast<long>(limits.connect_seconds));
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1000L);  // bytes a second
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, static_cast<long>(limits.stall_seconds));
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
}

struct Answer {
  CURLcode code;
  long status;
  std::string redirect;
};

/// One connection to `url`, from byte x.asked on.
Answer connect(Exchange& x, std::string const& url, std::string const& version) {
  curl_easy_setopt(x.curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(x.curl, CURLOPT_HEADERDATA, &x);
  curl_easy_setopt(x.curl, CURLOPT_WRITEDATA, &x);
  if (scheme_of(url) == Scheme::loopback) curl_easy_setopt(x.curl, CURLOPT_NOPROXY, "*");
  auto const range = fmt::format("{}-", x.asked);
  curl_easy_setopt(x.curl, CURLOPT_RANGE, x.asked > 0 ? range.c_str() : nullptr);
  std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> const headers(
      x.asked > 0 ? curl_slist_append(nullptr, ("If-Range: " + version).c_str()) : nullptr, curl_slist_free_all);
  curl_easy_setopt(x.curl, CURLOPT_HTTPHEADER, headers.get());
  auto const code = curl_easy_perform(x.curl);
  if (x.failure) throw Error(*x.failure);
  char* redirect = nullptr;
  curl_easy_getinfo(x.curl, CURLINFO_REDIRECT_URL, &redirect);
  return {code, status_of(x), redirect ? redirect : ""};
}

/// The address, or where it sends on to.
Answer follow(Exchange& x, std::string const& version) {
  std::string url = x.address;
  for (int hops = 0;; ++hops) {
    auto const answer = connect(x, url, version);
    if (answer.status < 300 || answer.status >= 400) return answer;
    if (answer.redirect.empty() || hops == x.limits.redirects)
      throw error(Exit::unavailable, "{}: sent on more than {} times, or nowhere", x.address, x.limits.redirects);
    if (!may_redirect(url, answer.redirect))
      throw error(Exit::unavailable, "{}: the server sends on to {}, allowed is https:// alone", x.address,
                  answer.redirect);
    url = answer.redirect;
  }
}

/// Whether the next connection may do better.
bool passing(Answer const& answer) {
  switch (answer.code) {
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_HTTP2_STREAM:
    case CURLE_HTTP2:
      return true;
    default:
      return answer.code == CURLE_OK && (answer.status == 429 || answer.status >= 500);
  }
}

/// One connection; true when the file is whole. Sets `reason` when another one may do better.
bool attempt(CURL* curl, PartFile& part, std::string const& address, DownloadLimits const& limits,
             DownloadWatch const& watch, std::string& reason) {
  auto const version = part.version(address);
  Exchange x{curl, part, address, limits, watch};
  x.asked = version.empty() || scheme_of(address) == Scheme::file ? 0 : part.size();
  auto const answer = follow(x, version);
  if (answer.status == 416) {  // nothing after what is here, or another file: only the whole can tell
    part.restart(address, "");
    reason = "the server has no such range";
    return false;
  }
  bool const whole = answer.code == CURLE_OK && x.started;
  if (whole && (limits.bytes == 0 || part.size() == limits.bytes)) return true;
  if (whole) refuse_size(x, part.size());
  reason = answer.code == CURLE_OK ? fmt::format("the server answers {}", answer.status)
           : answer.code == CURLE_OPERATION_TIMEDOUT
               ? fmt::format("nothing comes any more ({} bytes so far)", part.size())
               : fmt::format("{} ({} bytes so far)", curl_easy_strerror(answer.code), part.size());
  if (!passing(answer)) throw error(Exit::unavailable, "{}: {}", address, reason);
  return false;
}

}  // namespace

void download(std::string const& address, std::string const& path, DownloadLimits const& limits,
              DownloadWatch const& watch) {
  scheme_of(address);
  static auto const ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> const curl(curl_easy_init(), curl_easy_cleanup);
  if (ready != CURLE_OK || !curl) throw error(Exit::bug, "libcurl cannot be used");
  set_rules(curl.get(), limits);
  PartFile part(path);
  std::string reason;
  for (int idle = 0; idle < limits.attempts;) {
    auto const before = part.size();
    if (attempt(curl.get(), part, address, limits, watch, reason)) return part.finish();
    idle = part.size() > before ? 1 : idle + 1;  // what brings something may go on
  }
  throw error(Exit::unavailable,
              "{}: {}; given up after {} connections that brought nothing new; what is there is kept", address, reason,
              limits.attempts);
}

}  // namespace mixup

#else

namespace mixup {

void download(std::string const& address, std::string const&, DownloadLimits const&, DownloadWatch const&) {
  throw error(Exit::usage,
              "{}: this program was built without downloads (-DMIXUP_WITH_FETCH=ON needs libcurl4-openssl-dev "
              "and libarchive-dev); fetch it by other means and: mixup-bench data import NAME FOLDER",
              address);
}

}  // namespace mixup

#endif
