// uci: the tables of section 3.6 (Table 4), from the UCI Machine Learning Repository.
//
// ARCENE pools its training and validation parts (200 rows): the paper does not say which it used, and 100 rows leave
// little to test on. Phishing is there twice, as the paper does not say which of the two sets it means.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "formats/frame.hpp"
#include "formats/text.hpp"

namespace mixup {

enum class UciForm {
  comma,            // one file, the class is the last column
  blanks_labelled,  // pairs of files: values between blanks, and one class a line
  arff              // one file, the class is the last attribute, every attribute is nominal
};

struct UciSet {
  std::string name;
  std::vector<std::vector<std::string>> files;  // each with the places it may lie in, below the set's folder
  UciForm form;
  int64_t rows, columns;             // of the official files, the class not counted
  std::vector<std::string> classes;  // as written; the position is the label
  std::map<size_t, std::vector<std::string>> nominal =
      {};                // categorical columns and their values (arff declares its own)
  bool missing = false;  // "?" may stand for a number
};

/// Exit::bug for a name that is not one of the seven.
UciSet const& uci_set(std::string const& name);

/// The frame of `files`, one for each file of the set; `partial` and errors as below.
Frame parse_uci(UciSet const& set, std::vector<Text> const& files, bool partial);

/// Reads `paths`, one for each file of the set. `partial` accepts fewer rows and classes. Errors: Exit::data with
/// file, line and column.
Frame read_uci(UciSet const& set, std::vector<std::string> const& paths, bool partial);

}  // namespace mixup
