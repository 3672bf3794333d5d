// table_check: what a table must have beyond its fields.
#include <algorithm>

#include "core/table.hpp"

namespace mixup {
namespace {

/// Row names are file names.
constexpr char const* kNameCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._=-";

void require(bool holds, std::string const& pointer, std::string const& given, std::string const& allowed) {
  if (!holds) throw error(Exit::data, "{}: got \"{}\", allowed {}", pointer, brief(given), allowed);
}

/// The values of one text member, to name what is allowed and to find repetitions.
template <class T>
std::vector<std::string> values_of(std::vector<T> const& list, std::string T::*member) {
  std::vector<std::string> out;
  for (auto const& item : list) out.push_back(item.*member);
  return out;
}

bool has(std::vector<std::string> const& list, std::string const& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

void require_distinct(std::vector<std::string> const& list, std::string const& path, std::string const& member) {
  for (size_t i = 0; i < list.size(); ++i) {
    auto const pointer = fmt::format("{}/{}/{}", path, i, member);
    require(!list[i].empty(), pointer, "", "a text that is not empty");
    require(std::find(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(i), list[i]) ==
                list.begin() + static_cast<std::ptrdiff_t>(i),
            pointer, list[i], "one that no earlier one has");
  }
}

void check_header(Table const& table, std::string const& path) {
  require(!table.experiment.empty(), path + "/experiment", "", "a text that is not empty");
  require(!table.scales.empty(), path + "/scales", "{}", "at least one scale");
  require(!table.columns.empty(), path + "/columns", "[]", "at least one column");
  require(!table.rows.empty(), path + "/rows", "[]", "at least one row");
  require_distinct(values_of(table.columns, &Column::key), path + "/columns", "key");
  for (size_t i = 0; i < table.columns.size(); ++i) {
    auto const& metric = table.columns[i].metric;
    require(metric.rfind('/', 0) == 0, fmt::format("{}/columns/{}/metric", path, i), metric,
            "a JSON pointer into metrics, such as /test_error/last");
    pointer_of(metric, fmt::format("{}/columns/{}/metric", path, i));
  }
}

void check_defaults(Table const& table, Json const& defaults, std::string const& path) {
  for (auto const& [axis, values] : defaults.items()) {
    auto const pointer = fmt::format("{}: {}", path, axis);
    require(has(table.axes, axis), pointer, axis, fmt::format("{}", fmt::join(table.axes, ", ")));
    require(values.is_array() && !values.empty(), pointer, brief(values), "a list of values");
  }
}

void check_axes(Table const& table, std::string const& path) {
  Json const known = known_fields(table);
  for (size_t i = 0; i < table.axes.size(); ++i) {
    auto const& axis = table.axes[i];
    auto const pointer = fmt::format("{}/axes/{}", path, i);
    require(!axis.empty() && has_field(known, axis), pointer, axis,
            "a pointer to a field of a run, such as /method/alpha");
    pointer_of(axis, pointer);
  }
  check_defaults(table, table.defaults, path + "/defaults");
  for (auto const& scale : table.scales)
    check_defaults(table, scale.defaults, fmt::format("{}/scales/{}/defaults", path, scale.name));
}

void check_row(Table const& table, Row const& row, std::string const& path) {
  require(row.name.find_first_not_of(kNameCharacters) == std::string::npos, path + "/name", row.name,
          "letters, digits and . _ = -");
  auto const rows = values_of(table.rows, &Row::name);
  require(row.against.empty() || (row.against != row.name && has(rows, row.against)), path + "/against", row.against,
          fmt::format("another row: {}", fmt::join(rows, ", ")));
  auto const columns = values_of(table.columns, &Column::key);
  for (auto const& [key, figure] : row.paper.items()) {
    require(has(columns, key), path + "/paper", key, fmt::format("{}", fmt::join(columns, ", ")));
    require(figure.is_number(), path + "/paper/" + key, brief(figure), "a number");
  }
  for (size_t i = 0; i < row.elsewhere.size(); ++i) {
    auto const& [column, value, by, source] = row.elsewhere[i];
    auto const pointer = fmt::format("{}/elsewhere/{}", path, i);
    require(has(columns, column), pointer + "/column", column, fmt::format("{}", fmt::join(columns, ", ")));
    require(!by.empty() && !source.empty(), pointer, by, "who measured it and a source");
  }
  auto const scales = values_of(table.scales, &Scale::name);
  for (auto const& [name, patch] : row.scales.items()) {
    require(has(scales, name), path + "/scales", name, fmt::format("{}", fmt::join(scales, ", ")));
    require(patch.is_object(), path + "/scales/" + name, brief(patch), "an object");
  }
}

/// Every cell once, so that a typo in a patch is found when the table is read and not hours later.
void resolve_all(Table const& table, Row const& row, std::string const& path) {
  for (auto const& scale : table.scales) try {
      resolve(table, row, scale.name, 1);
    } catch (Error const& e) {
      throw error(Exit::data, "{}: {}", path, e.what());
    }
}

}  // namespace

void check_table(Table const& table, std::string const& path) {
  check_header(table, path);
  check_axes(table, path);
  require_distinct(values_of(table.rows, &Row::name), path + "/rows", "name");
  for (size_t i = 0; i < table.rows.size(); ++i) {
    auto const row = fmt::format("{}/rows/{}", path, i);
    check_row(table, table.rows[i], row);
    resolve_all(table, table.rows[i], row);
  }
}

}  // namespace mixup
