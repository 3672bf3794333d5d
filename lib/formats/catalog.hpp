// catalog: the data sets by name: where their files lie, and how to get them.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace mixup {

enum class DataKind { photographs, images, speech, table, points };

struct CatalogEntry {
  std::string name;
  DataKind kind;
  std::string folder;  // below the data root; empty for points, which are drawn from their definition
  int classes;
  std::string title;
  std::string url;                              // of the official archive
  std::vector<std::string> other_folders = {};  // names that the folder has elsewhere
};

/// All data sets, in the order of the paper.
std::vector<CatalogEntry> const& data_catalog();

/// Exit::usage with the names that exist.
CatalogEntry const& find_data(std::string const& name);

/// Examples in the training part of the official files; of a table, `train_share` of its rows; of points, as many as
/// are drawn when nobody says how many.
int64_t train_size(CatalogEntry const& entry, double train_share);

/// One shell command that puts the official files into `folder`; of ImageNet, what takes its place.
std::string download_command(CatalogEntry const& entry, std::string const& folder);

/// The folder with the files: `given` (it or the official folder below it) or, when that is empty, `root`/folder; one
/// of the other names when only that exists.
std::string data_folder(CatalogEntry const& entry, std::string const& root, std::string const& given);

/// The paths of the set's files, in the order in which its reader wants them; of speech, its folder alone; none for
/// points. Errors: Exit::unavailable with the file that is missing and the command that gets it.
std::vector<std::string> data_files(CatalogEntry const& entry, std::string const& folder);

}  // namespace mixup
