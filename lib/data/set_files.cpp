// set_files: finds and identifies the files of a data set, by its kind.
#include "data/set_files.hpp"

#include "catalog/places.hpp"
#include "formats/manifest.hpp"
#include "formats/speech_commands.hpp"

namespace mixup {
namespace {

/// The digest is that of the index, in which every image's checksum is.
FileIdentity cache_identity(ImageCache const& cache) {
  return {cache.path().substr(cache.path().rfind('/') + 1), cache.bytes(), cache.digest()};
}

/// The list of photographs stands for their content: "train" and "val" with all bytes and the digest of names and
/// sizes.
SetFiles list_files(CatalogEntry const& entry, DataSpec const& spec, std::string const& folder, SetFiles files) {
  bool const cached = spec.cache > 0;  // of every class: a list that is short is none of a cache's
  auto images = list_images(folder, spec.partial ? 0 : entry.classes, cached ? 0 : spec.classes);
  if (cached) files.cache = open_cache(folder, spec.cache, images);
  if (cached && spec.classes > 0) keep_classes(images, spec.classes);
  files.images = std::make_shared<ImageFolder>(std::move(images));
  for (auto const* part : {&files.images->train, &files.images->val}) {
    FileIdentity identity{part == &files.images->val ? "val" : "train", 0, list_digest(*files.images, *part)};
    for (auto const& file : part->files) identity.bytes += file.bytes;
    files.identities.push_back(identity);
    for (auto const& name : part->left_out) files.left_out.push_back(identity.name + "/" + name);
  }
  if (files.cache) files.identities.push_back(cache_identity(*files.cache));
  return files;
}

}  // namespace

SetFiles find_files(CatalogEntry const& entry, DataSpec const& spec, DataPlace const& place) {
  SetFiles files;
  if (spec.source == Source::synthetic) return files;
  auto const folder = data_folder(entry, place.root, place.folder);
  files.paths = data_files(entry, folder);
  files.manifest = manifest_content(folder);
  if (entry.kind == DataKind::photographs) return list_files(entry, spec, folder, files);
  if (entry.kind == DataKind::speech) {
    auto const utterances = list_utterances(entry.speech, folder, spec.partial, &files.left_out);
    files.identities = {identify_utterances(folder, utterances)};
    return files;
  }
  for (auto const& path : files.paths) files.identities.push_back(identify(path));
  return files;
}

}  // namespace mixup
