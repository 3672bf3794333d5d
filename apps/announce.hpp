// announce: a run in one line of stdout, whether it was made now or its record was there.
#pragma once
#include <string>

#include "core/table.hpp"
#include "results/record.hpp"

namespace mixup {

/// "cifar/small/cifar10-preact18-erm-s1: test error 33.1 %, 1:52"
void announce_made(Table const& table, Record const& record);

/// The same, and where it comes from: "... (done 2026-11-22 on AMD EPYC:
/// results/cifar/small/cifar10-preact18-erm-s1.json)".
void announce_found(Table const& table, Record const& record, std::string const& path);

}  // namespace mixup
