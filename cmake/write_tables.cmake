# write_tables: OUTPUT becomes a source with the text of all TABLES (paths below ROOT).
set(source "#include <algorithm>\n\n#include \"core/table.hpp\"\n\nnamespace mixup {\n\nstd::vector<Table> const& all_tables() {\n")
string(APPEND source "  static std::vector<Table> const tables = [] {\n    std::vector<Table> all;\n")
foreach(table ${TABLES})
  file(READ ${table} text)
  file(RELATIVE_PATH name ${ROOT} ${table})
  string(APPEND source "    all.push_back(parse_table(parse_json(R\"json(${text})json\", \"${name}\"), \"${name}\"));\n")
endforeach()
# "section 3.2, ...": the order of the paper; then what is beyond it
string(APPEND source "    std::stable_sort(all.begin(), all.end(), [](Table const& a, Table const& b) { return a.heading != b.heading ? a.heading < b.heading : a.source < b.source; });\n")
string(APPEND source "    return all;\n  }();\n  return tables;\n}\n\n}  // namespace mixup\n")
file(WRITE ${OUTPUT} "${source}")
