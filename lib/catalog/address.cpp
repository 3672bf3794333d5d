#include "catalog/address.hpp"

#include "core/error.hpp"

namespace mixup {
namespace {

bool begins(std::string const& text, std::string const& with) { return text.compare(0, with.size(), with) == 0; }

/// "http://127.0.0.1:8000/x" -> "127.0.0.1"; with a user part or anything else odd it is no loopback address.
std::string host_of(std::string const& address) {
  auto const start = address.find("//") + 2;
  auto host = address.substr(start, address.find_first_of("/?#", start) - start);
  if (begins(host, "[")) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':') == std::string::npos ? host.size() : host.find(':'));
}

}  // namespace

Scheme scheme_of(std::string const& address) {
  bool const odd = address.find_first_of(" \t\r\n\\@") != std::string::npos;
  if (!odd && begins(address, "https://") && !host_of(address).empty()) return Scheme::https;
  if (begins(address, "file:///")) return Scheme::file;
  if (!odd && begins(address, "http://")) {
    auto const host = host_of(address);
    if (host == "127.0.0.1" || host == "[::1]" || host == "localhost") return Scheme::loopback;
  }
  throw error(Exit::usage, "{}: allowed are addresses that begin with https:// or file:///", address);
}

bool may_redirect(std::string const& from, std::string const& to) {
  try {
    auto const scheme = scheme_of(to);
    return scheme == Scheme::https || (scheme == Scheme::loopback && scheme_of(from) == Scheme::loopback);
  } catch (Error const&) {
    return false;
  }
}

}  // namespace mixup
