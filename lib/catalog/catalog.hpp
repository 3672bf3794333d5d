// catalog: the data sets by name. A new one is a file in sets/; its fields are those of entry.hpp.
#pragma once
#include "catalog/entry.hpp"

namespace mixup {

/// All data sets, by kind, then by name.
std::vector<CatalogEntry> const& data_catalog();

/// Exit::usage with the names that exist.
CatalogEntry const& find_data(std::string const& name);

/// "cifar10", "speech-commands" or the group "uci" -> names of sets with files. Exit::usage with what there is.
std::vector<std::string> names_of(std::string const& typed);

/// Examples in the training part of the official files; of a table, `train_share` of its rows; of points, as many as
/// are drawn when nobody says how many.
int64_t train_size(CatalogEntry const& entry, double train_share);

}  // namespace mixup
