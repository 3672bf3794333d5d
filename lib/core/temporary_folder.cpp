#include "core/temporary_folder.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "core/error.hpp"

namespace mixup {
namespace {

namespace fs = std::filesystem;

std::string make_folder() {
  std::error_code problem;
  auto path = (fs::temp_directory_path(problem) / "mixup-bench-XXXXXX").string();
  if (problem) throw error(Exit::io, "the folder for temporary files (TMPDIR) cannot be used: {}", problem.message());
  if (!mkdtemp(path.data())) throw error(Exit::io, "{}: cannot be made: {}", path, std::strerror(errno));
  return path;
}

}  // namespace

TemporaryFolder::TemporaryFolder() : path_(make_folder()) {}

TemporaryFolder::~TemporaryFolder() {
  std::error_code unused;
  fs::remove_all(path_, unused);
}

}  // namespace mixup
