// gather: the files of a data set, from wherever somebody has them, under the names and in the layout of this program.
#pragma once
#include <filesystem>

#include "catalog/catalog.hpp"

namespace mixup {

enum class Gather { move, copy, link };

/// Fills the new folder `made` with the set's files from `from`: the official folder, one that holds it (as
/// torchvision's and torchaudio's root does), or what an official archive unpacks to. Links are absolute and symbolic.
/// Errors: Exit::unavailable when a file is missing; Exit::io.
void gather(CatalogEntry const& set, std::filesystem::path const& from, std::filesystem::path const& made, Gather how);

}  // namespace mixup
