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
  f("examples", c.examples);
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
  f("needs", s.needs);
  f("seeds", s.seeds, {1, 1000});
  f("first_seed", s.first_seed, {1, 1e6});
  f("n", s.n, {0, 1000});
  f("run", s.run);
  f("defaults", s.defaults);
}

namespace {

Table read_table(Json const& json, std::string const& path) {
  Table table;
  Json scales = Json::object();
  FieldReader read(json, path);
  read("experiment", table.experiment);
  read("title", table.title);
  read("source", table.source);
  read("claim", table.claim);
  read("heading", table.heading);
  read("base", table.base);
  read("scales", scales);
  read("columns", table.columns);
  read("curve", table.curve);
  read("axes", table.axes);
  read("defaults", table.defaults);
  read("also_reads", table.also_reads);
  read("rows", table.rows);
  read("claims", table.claims);
  read("split_by_seed", table.split_by_seed);
  read("alone", table.alone);
  read.finish();
  for (auto const& [name, scale] : scales.items()) {
    table.scales.push_back(from_json<Scale>(scale, path + "/scales/" + name));
    table.scales.back().name = name;
  }
  if (table.title.empty()) table.title = table.experiment;  // nothing that is printed is blank
  for (auto& column : table.columns)
    if (column.title.empty()) column.title = column.key;
  for (auto& row : table.rows)
    if (row.label.empty()) row.label = row.name;
  return table;
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
  std::vector<std::string> known;
  for (auto const& s : scales) {
    if (s.name == name) return s;
    known.push_back(s.name);
  }
  throw error(Exit::usage, "{}: no scale \"{}\"; the scales are {}", experiment, name, fmt::join(known, ", "));
}

Row const* Table::row(std::string const& name) const {
  auto const it = std::find_if(rows.begin(), rows.end(), [&](Row const& r) { return r.name == name; });
  return it == rows.end() ? nullptr : &*it;
}

bool Table::prints(std::string const& column) const {
  return std::any_of(rows.begin(), rows.end(), [&](Row const& row) { return row.paper.contains(column); });
}

std::optional<double> Row::printed(std::string const& column) const {
  return paper.contains(column) ? std::optional(paper[column].get<double>()) : std::nullopt;
}

Table parse_table(Json const& json, std::string const& where) {
  auto const path = where + "#";  // as in a URI: file#/json/pointer
  try {
    Table table = read_table(json, path);
    check_table(table, path);
    check_claims(table, path);
    return table;
  } catch (Error const& e) {
    throw Error(Exit::data, e.what());  // a field error is Exit::usage on the command line, but this is a file
  }
}

std::string place_of(Table const& table) {
  return table.heading == Heading::beyond ? "beyond the paper: " + table.source : table.source;
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
