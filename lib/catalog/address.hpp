// address: the addresses that may be fetched from: https and files; http to this machine alone, for tests and local
// mirrors.
#pragma once
#include <string>

namespace mixup {

enum class Scheme { https, file, loopback };

/// Exit::usage for any other scheme, and for http to another machine, with what is allowed.
Scheme scheme_of(std::string const& address);

/// True when `from` may send on to `to`: only to https, or from this machine to itself.
bool may_redirect(std::string const& from, std::string const& to);

}  // namespace mixup
