// file: the bytes of a file, and what identifies them in a record.
#pragma once
#include <cstdint>
#include <string>

namespace mixup {

/// The whole file. Errors: Exit::io when it cannot be read.
std::string read_bytes(std::string const& path);

struct FileIdentity {
  std::string name;  // without its folder: a record names no machine
  uint64_t bytes = 0;
  std::string sha256;
};

/// Hashes the file; again only when its time or size has changed since the last call of this process.
FileIdentity identify(std::string const& path);

}  // namespace mixup
