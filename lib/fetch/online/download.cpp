// download: connections one after the other, until the file is whole or another one promises nothing new.
#include "fetch/download.hpp"

#include <memory>

#include "catalog/address.hpp"
#include "fetch/online/exchange.hpp"

namespace mixup {
namespace {

/// The rules of every connection.
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
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1000L);  // bytes per second
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

/// True when the next connection may do better.
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
