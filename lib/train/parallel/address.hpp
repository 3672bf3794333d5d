// address: by which of its addresses this machine reaches another.
#pragma once
#include <string>

namespace mixup::train {

/// The numerical address from which packets to `host` leave; nothing is sent. Rank 0, whose own name is the host, may
/// find the loopback address there where /etc/hosts has it so (Debian's does): then MASTER_ADDR has to be a number.
/// Errors: Exit::usage.
std::string address_towards(std::string const& host, int port);

}  // namespace mixup::train
