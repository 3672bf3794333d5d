// store: the folder of records is the state of the suite.
#include "results/store.hpp"

#include <filesystem>

#include "core/folder.hpp"
#include "core/run_name.hpp"

namespace mixup {
namespace {

namespace fs = std::filesystem;

/// Names below `root` that a record may have; `left_out` receives those that end as one but do not lie as one.
Names record_files(std::string const& root, Names& left_out) {
  Names lost, records;
  for (auto const& name : files_below(root, &lost)) {
    if (!has_extension(name, {".json"})) continue;
    if (is_record_path(name))
      records.push_back(name);
    else
      left_out.push_back(fmt::format("{}: no record lies there: allowed is {}", name, kRecordPlace));
  }
  for (auto const& name : lost) left_out.push_back(fmt::format("{}: a link that leads nowhere", name));
  return records;
}

}  // namespace

std::string Store::path(Run const& run) const { return (fs::path(root_) / record_path(run)).string(); }

std::string Store::unfinished(Run const& run) const {
  return (fs::path(root_) / "checkpoints" / run_name(run)).string();
}

State Store::state(Run const& run, std::vector<std::string>* differs, std::optional<Record>* found) const {
  auto const file = path(run);
  std::error_code unused;
  if (!fs::exists(file, unused)) return State::missing;
  Record record = load(run);
  auto const difference = differing(to_json(run), to_json(record.run));
  if (differs) *differs = difference;
  if (!difference.empty()) return State::stale;
  if (record.outcome.status == Status::failed) return State::failed;
  if (found) *found = std::move(record);
  return State::done;
}

Record Store::load(Run const& run) const { return parse_record(read_json(path(run)), path(run)); }

void Store::write(Record const& record) const { write_whole(path(record.run), pretty(to_json(record))); }

std::vector<Record> Store::load_all(Names* left_out) const {
  std::vector<Record> records;
  Names others;
  std::error_code unused;
  if (!fs::exists(root_, unused)) return records;
  for (auto const& name : record_files(root_, others)) {
    auto const file = (fs::path(root_) / name).string();
    auto record = parse_record(read_json(file), file);
    if (record_path(record.run) == name)
      records.push_back(std::move(record));
    else
      others.push_back(fmt::format("{}: is the record of another name, expected {}", name, record_path(record.run)));
  }
  if (left_out) *left_out = std::move(others);
  return records;
}

}  // namespace mixup
