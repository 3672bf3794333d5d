// peers: the Pythons whose PyTorch and torchvision this program is measured beside.
#pragma once
#include <string>
#include <vector>

#include "core/json.hpp"

namespace mixup {

struct Python {
  std::string file;          // as typed: "python3"
  Json versions;             // of the asked packages: {"torch": "1.13.0", "torchvision": "0.14.1"}
  bool compiles = false;     // it has torch.compile
  std::string name() const;  // "PyTorch 1.13.0"
};

struct Pythons {
  std::vector<Python> found;
  std::vector<std::string> missing;  // a line for each that lacks a package
};

/// The ones of `named` that can import all of `packages`; of none named, the first of python3 and /usr/bin/python3
/// that can. Errors: Exit::unavailable for a named one that cannot be started or answers otherwise than Python does.
Pythons find_pythons(std::vector<std::string> const& named, std::vector<std::string> const& packages);

/// Writes the peers' scripts (tools/peers), which are part of this program, into a folder.
void write_peers(std::string const& folder);

/// What the peer `script` of that folder says of its case: {"count", "seconds", "cpu_seconds", ...}. Errors:
/// Exit::failed with the last line of its stderr, or with what it printed when that is no such figure.
Json ask_peer(Python const& python, std::string const& folder, std::string const& script, Json const& wish);

/// The last line of a text that is not empty; "" without one.
std::string last_line(std::string const& text);

}  // namespace mixup
