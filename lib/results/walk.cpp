#include "results/walk.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace mixup {
namespace {

namespace fs = std::filesystem;

class Walk {
 public:
  explicit Walk(Unlisted const& unlisted) : unlisted_(unlisted) {}

  std::vector<std::string> files(std::string const& root) {
    read(root);
    while (!links_.empty()) {  // after everything that is there under its own name
      auto links = std::exchange(links_, {});
      std::sort(links.begin(), links.end());
      for (auto const& link : links) read(link);
    }
    std::sort(files_.begin(), files_.end());
    return std::move(files_);
  }

 private:
  bool is_new(fs::path const& folder) {
    struct stat found {};
    return ::stat(folder.c_str(), &found) == 0 && seen_.insert({found.st_dev, found.st_ino}).second;
  }

  void read(fs::path const& folder) {
    if (!is_new(folder)) return;
    std::error_code problem;
    for (fs::directory_iterator it(folder, problem), end; !problem && it != end; it.increment(problem)) add(*it);
    if (problem) unlisted_(folder.string(), problem.message());
  }

  void add(fs::directory_entry const& entry) {
    std::error_code unused;
    if (entry.is_regular_file(unused)) files_.push_back(entry.path().string());
    if (!entry.is_directory(unused)) return;  // or a link to one
    if (entry.is_symlink(unused))
      links_.push_back(entry.path());
    else
      read(entry.path());
  }

  Unlisted const& unlisted_;
  std::set<std::pair<dev_t, ino_t>> seen_;
  std::vector<fs::path> links_;
  std::vector<std::string> files_;
};

}  // namespace

std::vector<std::string> files_below(std::string const& root, Unlisted const& unlisted) {
  return Walk(unlisted).files(root);
}

}  // namespace mixup
