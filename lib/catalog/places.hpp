// places: where the files of a data set lie on this machine, and how a person gets them when they do not.
#pragma once
#include "catalog/catalog.hpp"

namespace mixup {

/// The folder with the files: `given` (it or the official folder below it) or, when that is empty, `root`/folder; one
/// of the other names when only that exists.
std::string data_folder(CatalogEntry const& entry, std::string const& root, std::string const& given);

/// The paths of the set's files, in the order in which its reader wants them; of speech, its folder alone; none for
/// points. Errors: Exit::unavailable with the file that is missing and the command that gets it.
std::vector<std::string> data_files(CatalogEntry const& entry, std::string const& folder);

/// The command that takes a set which can be fetched from a file of another machine.
std::string without_network(CatalogEntry const& entry);

/// The commands that bring the set onto this machine, with a network and without; of ImageNet, what takes their place.
std::string how_to_get(CatalogEntry const& entry);

}  // namespace mixup
