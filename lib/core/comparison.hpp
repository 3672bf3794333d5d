// comparison: which rows are compared, each comparison a weighted sum of them.
#pragma once
#include <string>
#include <vector>

#include "core/claim.hpp"

namespace mixup {

struct Row;

/// A weighted sum of rows' numbers, taken seed by seed; of one row less another the weights are 1 and -1.
struct Comparison {
  struct Term {
    Row const* row = nullptr;
    double weight = 0;
  };
  std::vector<Term> terms;
  std::string name;  // "CIFAR-10 PreAct ResNet-18: mixup, α = 1 − ERM"
};

/// `row` less `other`, which must outlive this.
Comparison difference_of(Row const& row, Row const& other);

/// What `claim` compares; of kind order one comparison that lists the rows, each of weight 1. Rows are those of
/// `table`, which must outlive this. A pattern in `rows` without "*" beside one in `against` with it compares one row
/// with many; with "*" in both, the second stands for the same text. Errors: Exit::data with `where`, the pattern and
/// the names.
std::vector<Comparison> comparisons(Table const& table, Claim const& claim, std::string const& where);

}  // namespace mixup
