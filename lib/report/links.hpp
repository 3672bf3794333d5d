// links: where the records of a report lie, as seen from the report.
#pragma once
#include <string>

#include "results/record.hpp"

namespace mixup {

struct Links {
  std::string folder;  // of the records; empty: beside the report

  /// "<folder>/cifar/small/preact18-erm-s1.json".
  std::string path(Record const& record) const;
  /// The same as an address: what is special in one is escaped.
  std::string url(Record const& record) const;
};

/// The links of a report in the file `output` (empty: in the current folder) about the records in `from`.
Links links_from(std::string const& output, std::string const& from);

}  // namespace mixup
