// uci: the tables of section 3.6 (Table 4), from the UCI Machine Learning Repository.
// The sets themselves are in catalog/sets/.
#pragma once
#include <string>
#include <vector>

#include "formats/frame.hpp"
#include "formats/text.hpp"

namespace mixup {

enum class UciForm {
  comma,            // one file, the class is the last column
  blanks_labelled,  // pairs of files: values between blanks, and one class per line
  arff              // one file, the class is the last attribute, every attribute is nominal
};

/// A categorical column and its values.
struct UciNominal {
  size_t column = 0;
  std::vector<std::string> values;
};

struct UciSet {
  std::string name;
  UciForm form = UciForm::comma;
  int64_t rows = 0, columns = 0;     // of the official files, the class not counted
  std::vector<std::string> classes;  // as written; the position is the label
  std::vector<UciNominal> nominal;   // arff declares its own
  bool missing = false;              // "?" may stand for a number
};

/// The numbers that the names of the classes are ("1" ... "29" rings); empty unless all of them are.
std::vector<double> class_numbers(UciSet const& set);

/// The frame of `files`, one for each file of the set; `partial` and errors as below.
Frame parse_uci(UciSet const& set, std::vector<Text> const& files, bool partial);

/// Reads `paths`, one for each file of the set. `partial` accepts fewer rows and classes. Errors: Exit::data with
/// file, line and column.
Frame read_uci(UciSet const& set, std::vector<std::string> const& paths, bool partial);

}  // namespace mixup
