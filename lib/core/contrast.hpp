// contrast: the comparisons that a claim makes, each a weighted sum of rows.
#pragma once
#include <string>
#include <vector>

#include "core/claim.hpp"

namespace mixup {

struct Row;

/// One comparison of a claim: a weighted sum of rows' figures, taken seed by seed.
struct Contrast {
  struct Term {
    Row const* row = nullptr;
    double weight = 0;
  };
  std::vector<Term> terms;
  std::string name;  // "CIFAR-10 PreAct ResNet-18: mixup, α = 1 − ERM"
};

/// What `claim` compares; of kind order one contrast that lists the rows, each of weight 1. Rows are those of `table`,
/// which must outlive this. A pattern in `rows` without "*" beside one in `against` with it compares one row with many;
/// with "*" in both, the second stands for the same text. Errors: Exit::data with `where`, the pattern and the names.
std::vector<Contrast> contrasts(Table const& table, Claim const& claim, std::string const& where);

}  // namespace mixup
