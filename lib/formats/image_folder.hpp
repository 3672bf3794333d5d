// image_folder: photographs in folders named by class: train/<wnid>/*.JPEG and val/<wnid>/*.JPEG.
//
// wnid: WordNet's id of a class, such as n01440764. ImageNet's own archives unpack to train/<wnid>.tar and to a val/
// without classes, which are sorted into folders first; every framework's examples want this layout.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace mixup {

struct ImageFile {
  std::string name;  // below its class folder
  int64_t label = 0;
  uint64_t bytes = 0;
};

struct ImagePart {
  std::string folder;                 // .../train or .../val
  std::vector<ImageFile> files;       // in rounds: the first file of every class, the second of every class, ...
  std::vector<std::string> left_out;  // in class folders, but no photographs; photographs beside these folders
};

struct ImageFolder {
  std::vector<std::string> classes;  // sorted names of folders; a label is a place in this list
  ImagePart train, val;

  std::string name(ImagePart const& part, int64_t index) const;  // "n01440764/n01440764_18.JPEG"
  std::string path(ImagePart const& part, int64_t index) const;
};

/// Lists `folder`, through links and the folders inside of those of the classes. Photographs are .jpeg, .jpg and .png
/// (in any case). Order does not depend on the
/// file system: classes and names are sorted, then dealt in rounds, so that the first N files are spread evenly over
/// the classes. `most_classes` keeps the first classes only; 0: all. Errors: Exit::data when val/ has other classes
/// than train/ or none at all, when a class is empty, for links that lead nowhere, and when there are not `official`
/// classes (0: any number).
ImageFolder list_images(std::string const& folder, int64_t official, int64_t most_classes);

/// Keeps the first `most` classes and their files, in their order. Exit::usage when there are fewer.
void keep_classes(ImageFolder& images, int64_t most);

/// SHA-256 over "class/name size\n" of every file in sorted order: the list, not the content, since hashing 140 GB
/// would take ten minutes at every start.
std::string list_digest(ImageFolder const& images, ImagePart const& part);

}  // namespace mixup
