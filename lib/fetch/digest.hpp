// digest: SHA-256 and MD5 of a file in one pass.
#pragma once
#include <cstdint>
#include <string>

namespace mixup {

struct Digests {
  int64_t bytes = 0;
  std::string sha256, md5;  // lower-case hexadecimal; md5 empty unless asked for
};

/// Errors: Exit::io; Exit::usage for md5 in a program built without MIXUP_WITH_FETCH.
Digests digests_of(std::string const& path, bool md5);

}  // namespace mixup
