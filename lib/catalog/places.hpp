// places: where the files of a data set lie on this machine, and how a person gets them when they do not.
#pragma once
#include "catalog/catalog.hpp"

namespace mixup {

/// `root`, the folder of all data sets. Errors: Exit::usage when it is empty: nobody named it, and there is no home.
std::string const& require_root(std::string const& root);

/// Where the set lies when this program brings it: `root`/folder. Errors: as above.
std::string own_folder(CatalogEntry const& entry, std::string const& root);

/// The folder with the files: `given` (it or the official folder below it) or, when that is empty, `root`/folder; one
/// of the other names when only that exists. Errors: as above; Exit::data for a link that leads nowhere.
std::string data_folder(CatalogEntry const& entry, std::string const& root, std::string const& given);

/// The paths of the set's files, in the order in which its reader wants them; of speech, its folder alone; none for
/// points. Errors: Exit::unavailable with the file that is missing and the command that gets it.
std::vector<std::string> data_files(CatalogEntry const& entry, std::string const& folder);

/// The command that takes a set which can be fetched from a file of another machine.
std::string without_network(CatalogEntry const& entry);

/// The commands that bring the set onto this machine, with a network and without; of ImageNet, what takes their place.
std::string how_to_get(CatalogEntry const& entry);

}  // namespace mixup
