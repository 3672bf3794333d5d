// elsewhere: what others measured for a row, each number with that of its source.
#pragma once
#include <string>
#include <vector>

#include "report/gather.hpp"

namespace mixup {

/// "Elsewhere: [1] A. Body, example.org; [2] Some Body, example.org."; empty when there are none.
std::string sources_remark(std::vector<Elsewhere> const& sources);

bool measured_elsewhere(Table const& table, Column const& column);

/// The sources of one printed table, numbered as its cells name them.
class Sources {
 public:
  /// "5.48 [1], 5.03 [2]"; "–" when nobody measured it.
  std::string cell(SheetLine const& line, Column const& column);
  /// The first is [1].
  std::vector<Elsewhere> const& named() const { return sources_; }

 private:
  size_t number_of(Elsewhere const& other);
  std::vector<Elsewhere> sources_;
};

}  // namespace mixup
