// elsewhere: what others measured for a row, each figure with the number of its source.
#pragma once
#include <string>
#include <vector>

#include "report/gather.hpp"

namespace mixup {

bool measured_elsewhere(Table const& table, Column const& column);

/// The sources of one printed table, numbered as its cells name them.
class Sources {
 public:
  /// "5.48 [1], 5.03 [2]"; "–" when nobody measured it.
  std::string cell(SheetLine const& line, Column const& column);
  /// The first is [1].
  std::vector<Elsewhere> const& named() const { return sources_; }

 private:
  size_t number_of(Elsewhere const& figure);
  std::vector<Elsewhere> sources_;
};

}  // namespace mixup
