// table: an experiment of the paper as data: what every row runs, what the paper printed, which columns to compare.
//
// A run = defaults + base + scale + row (+ row's own patch for that scale) + flags, by JSON merge patch.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/claim.hpp"
#include "core/run.hpp"

namespace mixup {

/// A column of the printed table; `metric` is a JSON pointer into a record's metrics.
struct Column {
  std::string key, title, metric, unit;
  int64_t digits = 1;                   // after the decimal point, as the paper prints
  std::string examples = "/test_size";  // of a share: where a record's data says of how many examples it is one
  bool paired = false;                  // the report adds the paired difference to the row named by `against`
};

/// A number that somebody else measured for a row, with this paper's method.
struct Elsewhere {
  std::string column;  // key
  double value = 0;
  std::string by;      // who, and what differs from the paper's protocol
  std::string source;  // where it can be read
};

struct Row {
  std::string name, group, label;
  std::string against;           // the row (ERM) of the paired difference; empty: none
  Json run = Json::object();     // patch at every scale
  Json scales = Json::object();  // scale name -> further patch
  Json paper = Json::object();   // column key -> the printed number
  std::vector<Elsewhere> elsewhere;

  std::optional<double> printed(std::string const& column) const;  // by the paper
};

struct Scale {
  std::string name, about;
  std::string needs;       // machine and time, where two cores and a day are not enough
  int64_t seeds = 1;       // that a plain run of the verb makes, from first_seed on
  int64_t first_seed = 1;  // of those that decide claims: the first that nobody had seen when n was declared
  int64_t n = 0;           // that decide a claim (docs/verdicts.md), declared before they are run; 0: as `seeds`
  Json run = Json::object();
  Json defaults = Json::object();  // as the table's, at this scale alone; take their place axis by axis
};

/// The part of a report that a table stands in, with counts of its own.
enum class Heading {
  paper,   // what the paper prints or says
  beyond,  // what it asks, its readers ask, or later papers claim
};
constexpr std::array<char const*, 2> names(Heading) { return {"paper", "beyond"}; }
constexpr Heading kHeadings[] = {Heading::paper, Heading::beyond};

struct Table {
  std::string experiment, title, source, claim;
  Heading heading = Heading::paper;
  Json base = Json::object();
  std::vector<Scale> scales;  // demo, small, paper
  std::vector<Column> columns;
  std::string curve = "test error";     // what the curves of its runs call test_error
  std::vector<std::string> axes;        // pointers whose flag narrows the table instead of changing every row
  Json defaults = Json::object();       // axis -> values that are run when neither a flag nor --all says otherwise
  std::vector<std::string> also_reads;  // real data sets that its runs need besides their own
  std::vector<Row> rows;
  std::vector<Claim> claims;   // what the paper says of this table
  bool split_by_seed = false;  // each seed draws its own split of one data set, data.train_share of it to train on
  bool alone = false;          // it takes times: no other run is made beside one of its runs

  Scale const& scale(std::string const& name) const;  // Exit::usage with the names that exist
  Row const* row(std::string const& name) const;      // nullptr when there is none
  bool prints(std::string const& column) const;       // whether the paper prints it for any row
};

/// Strict; errors name `where` and the pointer. Titles and labels that are not given are the names.
Table parse_table(Json const& json, std::string const& where);

/// Throws Exit::data or Exit::usage with the pointer below `path` unless all names that rows, columns and axes refer to
/// exist and every cell makes a run.
void check_table(Table const& table, std::string const& path);

/// The run of one cell; `changes` is a last patch. Errors: Exit::usage with the field's path.
Run resolve(Table const& table, Row const& row, std::string const& scale, int64_t seed, Json const& changes = {});

/// Every field that a run of this table has, with its default; /protocol has those of the table's base.
Json known_fields(Table const& table);

/// "section 3.2, Figure 3a"; "beyond the paper: question 1 of section 5".
std::string place_of(Table const& table);

/// The tables of all experiments, compiled into the program, in the order of the paper; then those beyond it.
std::vector<Table> const& all_tables();

}  // namespace mixup
