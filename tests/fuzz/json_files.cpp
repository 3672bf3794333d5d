// json_files: what texts of JSON go through; a record also through the report.
#include "catalog/catalog.hpp"
#include "core/table.hpp"
#include "formats/manifest.hpp"
#include "fuzz/readers.hpp"
#include "report/report.hpp"
#include "report/report_fixture.hpp"
#include "results/record.hpp"

namespace mixup::test {

std::vector<FuzzReader> json_readers() {
  return {
      {"table", [](std::string const& bytes) { parse_table(parse_json(bytes, "table.json"), "table.json"); }},
      {"record",
       [](std::string const& bytes) {
         static auto const tables = fixture_tables();
         std::vector<Record> const records{parse_record(parse_json(bytes, "record.json"), "record.json")};
         report_markdown(survey(tables, records));
       }},
      {"manifest", [](std::string const& bytes) { manifest_json(parse_manifest(bytes, "manifest.json")); }},
      {"data_set", [](std::string const& bytes) { parse_entry(parse_json(bytes, "set.json"), "set.json"); }},
  };
}

}  // namespace mixup::test
