// store: where records lie, which runs are done, and how a record reaches the disk whole or not at all.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/folder.hpp"
#include "results/record.hpp"
#include "results/writer.hpp"

namespace mixup {

enum class State {
  missing,  // no record
  done,     // a record of this very run, done or diverged (a diverged run would diverge again)
  failed,   // a record of a failed run: worth another try
  stale,    // a record under this name of another run: the table has changed since
};

class Store {
 public:
  explicit Store(std::string root) : root_(std::move(root)) {}

  /// <root>/<experiment>/<scale>/<row>-s<seed>.json (core/run_name)
  std::string path(Run const& run) const;

  /// <root>/checkpoints/<experiment>/<scale>/<row>-s<seed>: what there is of a run that is not finished, and beside it,
  /// with ".lock", who makes it.
  std::string unfinished(Run const& run) const;

  /// `differs`, if given, receives the fields in which a stale record's run differs, `found` the record of a run that
  /// is done.
  State state(Run const& run, std::vector<std::string>* differs = nullptr,
              std::optional<Record>* found = nullptr) const;

  /// The run's record, which is there. Exit::data or Exit::io when it cannot be read.
  Record load(Run const& run) const;

  /// Whole or not at all (results/writer). Exit::io with path and reason.
  void write(Record const& record) const;

  /// Every record below the root, through links, sorted by path; none without a folder. What has the place of a record
  /// and cannot be read is Exit::data. `left_out`, if given, receives a line for each other .json file, for each record
  /// whose name is not that of its run, and for each link that leads nowhere.
  std::vector<Record> load_all(Names* left_out = nullptr) const;

 private:
  std::string root_;
};

}  // namespace mixup
