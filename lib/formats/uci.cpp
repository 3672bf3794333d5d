// uci: every form becomes rows of cells with the class last, and one loop makes those a frame.
#include "formats/uci.hpp"

#include <cstdlib>
#include <limits>
#include <map>
#include <set>

#include "core/error.hpp"
#include "formats/arff.hpp"
#include "formats/delimited.hpp"

namespace mixup {
namespace {

/// Rows with the class as last cell, and the values of the categorical columns.
struct Sheet {
  std::vector<Cells> rows;  // look into the files
  std::map<size_t, std::vector<std::string>> nominal;
};

void add_labelled(Sheet& sheet, UciSet const& set, Text const& data, Text const& labels) {
  auto values = read_cells(data, Separator::blanks, static_cast<size_t>(set.columns));
  auto const classes = read_cells(labels, Separator::blanks, 1);
  if (values.size() != classes.size())
    throw error(Exit::data, "{}: {} labels, expected {}, the rows of {}", labels.path, classes.size(), values.size(),
                data.path);
  for (size_t i = 0; i < values.size(); ++i) {
    values[i].push_back(classes[i].front());
    sheet.rows.push_back(std::move(values[i]));
  }
}

void add_arff(Sheet& sheet, UciSet const& set, Text const& file) {
  Arff arff = read_arff(file);
  auto const expected = static_cast<size_t>(set.columns) + 1;
  if (arff.attributes.size() != expected)
    throw error(Exit::data, "{}: {} attributes, expected {}", file.path, arff.attributes.size(), expected);
  for (size_t column = 0; column + 1 < expected; ++column) sheet.nominal[column] = arff.attributes[column].values;
  sheet.rows = std::move(arff.rows);
}

Sheet read_sheet(UciSet const& set, std::vector<Text> const& files) {
  Sheet sheet;
  for (auto const& [column, values] : set.nominal) sheet.nominal[column] = values;
  if (set.form == UciForm::comma)
    sheet.rows = read_cells(files.at(0), Separator::comma, static_cast<size_t>(set.columns) + 1);
  else if (set.form == UciForm::arff)
    add_arff(sheet, set, files.at(0));
  else
    for (size_t i = 0; i + 1 < files.size(); i += 2) add_labelled(sheet, set, files[i], files[i + 1]);
  return sheet;
}

double parse_value(Cell const& cell, bool missing) {
  return missing && cell.text == "?" ? std::numeric_limits<double>::quiet_NaN() : parse_number(cell);
}

void check_counts(Frame const& frame, UciSet const& set, std::string const& path, bool partial) {
  if (frame.rows == 0 || frame.rows > set.rows || (frame.rows < set.rows && !partial))
    throw error(Exit::data, "{}: {} rows, expected {}{}", path, frame.rows, partial ? "1 ... " : "", set.rows);
  auto const present = static_cast<int64_t>(std::set<int64_t>(frame.labels.begin(), frame.labels.end()).size());
  if (present < frame.classes && !partial)
    throw error(Exit::data, "{}: {} classes occur, expected {}", path, present, frame.classes);
}

}  // namespace

std::vector<double> class_numbers(UciSet const& set) {
  std::vector<double> out;
  for (auto const& name : set.classes) {
    char* end = nullptr;
    double const number = std::strtod(name.c_str(), &end);
    if (end == name.c_str() || *end != '\0') return {};
    out.push_back(number);
  }
  return out;
}

Frame parse_uci(UciSet const& set, std::vector<Text> const& files, bool partial) {
  Sheet const sheet = read_sheet(set, files);
  Frame frame;
  frame.rows = static_cast<int64_t>(sheet.rows.size());
  frame.columns = set.columns;
  frame.classes = static_cast<int64_t>(set.classes.size());
  frame.categories.assign(static_cast<size_t>(set.columns), 0);
  for (auto const& [column, values] : sheet.nominal) frame.categories[column] = static_cast<int64_t>(values.size());
  frame.values.reserve(sheet.rows.size() * static_cast<size_t>(set.columns));
  for (Cells const& cells : sheet.rows) {
    for (size_t column = 0; column + 1 < cells.size(); ++column)
      frame.values.push_back(frame.categories[column] > 0
                                 ? static_cast<double>(parse_choice(cells[column], sheet.nominal.at(column)))
                                 : parse_value(cells[column], set.missing));
    frame.labels.push_back(static_cast<int64_t>(parse_choice(cells.back(), set.classes)));
  }
  check_counts(frame, set, files.front().path, partial);
  return frame;
}

Frame read_uci(UciSet const& set, std::vector<std::string> const& paths, bool partial) {
  std::vector<Text> files;
  for (auto const& path : paths) files.push_back(read_text(path));
  return parse_uci(set, files, partial);
}

}  // namespace mixup
