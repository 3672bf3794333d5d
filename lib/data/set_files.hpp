// set_files: the files of a data set on the disk, before their content becomes examples.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "core/options.hpp"
#include "core/run.hpp"
#include "formats/file.hpp"
#include "formats/image_cache.hpp"
#include "formats/image_folder.hpp"

namespace mixup {

/// The files of a real data set, in reading order, and what they hold; both empty for a generated one.
struct SetFiles {
  std::vector<std::string> paths;
  std::vector<FileIdentity> identities;
  std::shared_ptr<ImageFolder const> images = {};  // of photographs ...
  std::shared_ptr<ImageCache const> cache = {};    // ... and where their images are read from instead
  std::string manifest = {};                       // its content, of a folder that `mixup-bench data` brought
  Names left_out = {};                             // files beside the examples that are none

  /// Equal content has equal digests.
  std::string key() const {
    std::string out;
    for (auto const& file : identities) out += file.sha256 + " ";
    return out;
  }
};

/// Finds them below `place`; a generated set has none. Errors: as load (data/dataset.hpp).
SetFiles find_files(CatalogEntry const& entry, DataSpec const& spec, DataPlace const& place);

}  // namespace mixup
