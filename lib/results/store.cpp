// store: the folder of records is the state of the suite.
#include "results/store.hpp"

#include <algorithm>
#include <filesystem>

#include "core/run_name.hpp"
#include "results/walk.hpp"

namespace mixup {
namespace {

namespace fs = std::filesystem;

/// Paths of all .json files below `root`, sorted.
std::vector<std::string> record_files(std::string const& root) {
  auto files = files_below(root, [](std::string const& folder, std::string const& reason) {
    throw error(Exit::io, "{}: cannot be listed: {}", folder, reason);
  });
  auto const other = [](std::string const& file) { return fs::path(file).extension() != ".json"; };
  files.erase(std::remove_if(files.begin(), files.end(), other), files.end());
  return files;
}

}  // namespace

std::string Store::path(Run const& run) const { return (fs::path(root_) / record_path(run)).string(); }

std::string Store::unfinished(Run const& run) const {
  return (fs::path(root_) / "checkpoints" / run_name(run)).string();
}

State Store::state(Run const& run, std::vector<std::string>* differs) const {
  auto const file = path(run);
  std::error_code unused;
  if (!fs::exists(file, unused)) return State::missing;
  Record const record = load(run);
  auto const difference = differing(to_json(run), to_json(record.run));
  if (differs) *differs = difference;
  if (!difference.empty()) return State::stale;
  return record.outcome.status == Status::failed ? State::failed : State::done;
}

Record Store::load(Run const& run) const { return parse_record(read_json(path(run)), path(run)); }

void Store::write(Record const& record) const { write_whole(path(record.run), pretty(to_json(record))); }

std::vector<Record> Store::load_all() const {
  std::vector<Record> records;
  for (auto const& file : record_files(root_)) {
    records.push_back(parse_record(read_json(file), file));
    auto const expected = path(records.back().run);
    if (fs::path(file).lexically_normal() != fs::path(expected).lexically_normal())
      throw error(Exit::data, "{}: is the record of another name, expected {}", file, expected);
  }
  return records;
}

}  // namespace mixup
