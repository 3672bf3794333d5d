// arff: Weka's attribute-relation files, as far as the phishing sets use them: nominal attributes only.
//
//   @relation name
//   @attribute colour {red, green}     % keywords in any case; comments begin with %
//   @data
//   red,...                        % or "red", in quotes of either kind
#pragma once
#include "formats/text.hpp"

namespace mixup {

struct ArffAttribute {
  std::string name;
  std::vector<std::string> values;  // as declared
};

struct Arff {
  std::vector<ArffAttribute> attributes;
  std::vector<Cells> rows;  // views into the file; every value is one that its attribute declares
};

/// Errors: Exit::data with line and column.
Arff read_arff(Text const& file);

}  // namespace mixup
