// checkpoint_files: the names of checkpoints, which say all that has to be known before one is opened.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace mixup::train {

struct CheckpointFile {
  std::string path, sha256;
  int64_t number = 0;
};

/// <folder>/<part>.<number, ten digits>.<sha256>.safetensors
std::string checkpoint_path(std::string const& folder, std::string const& part, int64_t number,
                            std::string const& sha256);

/// The files of a part, newest first; files of other names are none of ours. Errors: Exit::io.
std::vector<CheckpointFile> checkpoint_files(std::string const& folder, std::string const& part);

}  // namespace mixup::train
