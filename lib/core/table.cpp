// table: reads a table.json strictly and makes the run of a cell from its five layers.
#include "core/table.hpp"

#include <algorithm>

namespace mixup {

template <class F>
void fields(F& f, Column& c) {
  f("key", c.key);
  f("title", c.title);
  f("metric", c.metric);
  f("unit", c.unit);
  f("digits", c.digits, {0, 9});
  f("paired", c.paired);
}

template <class F>
void fields(F& f, Elsewhere& e) {
  f("column", e.column);
  f("value", e.value);
  f("by", e.by);
  f("source", e.source);
}

template <class F>
void fields(F& f, Row& r) {
  f("name", r.name);
  f("group", r.group);
  f("label", r.label);
  f("against", r.against);
  f("run", r.run);
  f("scales", r.scales);
  f("paper", r.paper);
  f("elsewhere", r.elsewhere);
}

template <class F>
void fields(F& f, Scale& s) {
  f("about", s.about);
  f("seeds", s.seeds, {1, 1000});
  f("run", s.run);
  f("defaults", s.defaults);
}

namespace {

/// Row names are file names; '+' is kept for points that no row has (core/plan).
constexpr char const* kNameCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._=-";

Table read_table(Json const& json, std::string const& path) {
  Table table;
  Json scales = Json::object();
  FieldReader read(json, path);
  read("experiment", table.experiment);
  read("title", table.title);
  read("source", table.source);
  read("claim", table.claim);
  read("base", table.base);
  read("scales", scales);
  read("columns", table.columns);
  read("axes", table.axes);
  read("defaults", table.defaults);
  read("rows", table.rows);
  read("claims", table.claims);
  read("split_by_seed", table.split_by_seed);
  read.finish();
  for (auto const& [name, scale] : scales.items()) {
    table.scales.push_back(from_json<Scale>(scale, path + "/scales/" + name));
    table.scales.back().name = name;
  }
  return table;
}

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

/// The fields of /protocol are those of the table's base, each with the kind of value that it has there.
void require_protocol(Table const& table, Json const& run, std::string const& where) {
  Json const known = table.base.value("protocol", Json::object());
  Json const given = run.value("protocol", Json::object());
  if (!given.is_object() || !known.is_object())
    throw error(Exit::usage, "{}/protocol: got {}, expected an object", where,
                brief(known.is_object() ? given : known));
  std::vector<std::string> names;
  for (auto const& [key, value] : known.items()) {
    names.push_back(key);
    if (!given.contains(key))
      throw error(Exit::usage, "{}/protocol/{}: null takes the field away, allowed is a value", where, key);
  }
  for (auto const& [key, value] : given.items()) {
    if (!known.contains(key))
      throw error(Exit::usage, "{}/protocol/{}: no such field; the fields are {}", where, brief(key),
                  fmt::join(names, ", "));
    bool const alike = known[key].is_number() ? value.is_number() : value.type() == known[key].type();
    if (!alike)
      throw error(Exit::usage, "{}/protocol/{}: got {}, allowed {} such as {}", where, brief(key), brief(value),
                  known[key].is_number() ? "numbers" : known[key].type_name(), brief(known[key]));
  }
}

}  // namespace

Scale const& Table::scale(std::string const& name) const {
  for (auto const& s : scales)
    if (s.name == name) return s;
  throw error(Exit::usage, "{}: no scale \"{}\"; the scales are {}", experiment, name,
              fmt::join(values_of(scales, &Scale::name), ", "));
}

Row const* Table::row(std::string const& name) const {
  auto const it = std::find_if(rows.begin(), rows.end(), [&](Row const& r) { return r.name == name; });
  return it == rows.end() ? nullptr : &*it;
}

Table parse_table(Json const& json, std::string const& where) {
  auto const path = where + "#";  // as in a URI: file#/json/pointer
  try {
    Table table = read_table(json, path);
    check_header(table, path);
    check_axes(table, path);
    require_distinct(values_of(table.rows, &Row::name), path + "/rows", "name");
    for (size_t i = 0; i < table.rows.size(); ++i) {
      auto const row = fmt::format("{}/rows/{}", path, i);
      check_row(table, table.rows[i], row);
      resolve_all(table, table.rows[i], row);
    }
    check_claims(table, path);
    return table;
  } catch (Error const& e) {
    throw Error(Exit::data, e.what());  // a field error is Exit::usage on the command line, but this is a file
  }
}

Json known_fields(Table const& table) {
  Json known = to_json(Run{});
  known["protocol"] = table.base.value("protocol", Json::object());
  return known;
}

Run resolve(Table const& table, Row const& row, std::string const& scale, int64_t seed, Json const& changes) {
  auto const where = fmt::format("{} row {} at {} scale: ", table.experiment, row.name, scale);
  Json json = table.base;
  merge(json, table.scale(scale).run);
  merge(json, row.run);
  if (row.scales.contains(scale)) merge(json, row.scales[scale]);
  if (!changes.is_null()) merge(json, changes);  // {} is null, and a null patch would delete everything
  for (char const* key : {"experiment", "scale", "row", "seed"})
    if (json.contains(key))
      throw error(Exit::usage, "{}/{}: is set by the table, allowed are the other fields", where, key);
  require_protocol(table, json, where);
  Run run = from_json<Run>(json, where);
  run.experiment = table.experiment;
  run.scale = scale;
  run.row = row.name;
  run.seed = seed;
  return run;
}

}  // namespace mixup
