// store: the folder of records is the state of the suite.
#include "results/store.hpp"

#include <algorithm>
#include <filesystem>

#include "core/run_name.hpp"

namespace mixup {
namespace {

namespace fs = std::filesystem;

/// Paths of all .json files below `root`, sorted.
std::vector<std::string> record_files(std::string const& root) {
  std::vector<std::string> files;
  try {
    if (!fs::exists(root)) return files;
    for (auto const& entry : fs::recursive_directory_iterator(root))
      if (entry.is_regular_file() && entry.path().extension() == ".json") files.push_back(entry.path().string());
  } catch (fs::filesystem_error const& e) {
    throw error(Exit::io, "{}: cannot be listed: {}", root, e.code().message());
  }
  std::sort(files.begin(), files.end());
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
  Record const record = parse_record(read_json(file), file);
  auto const difference = differing(to_json(run), to_json(record.run));
  if (differs) *differs = difference;
  if (!difference.empty()) return State::stale;
  return record.outcome.status == Status::failed ? State::failed : State::done;
}

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
