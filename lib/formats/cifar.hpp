// cifar: the official versions of CIFAR-10 and CIFAR-100 (section 3.2): the binary one, and the Python one that
// torchvision keeps (cifar_pickle.hpp).
//
// A record of the binary one is its label bytes (CIFAR-10: one; CIFAR-100: coarse, fine), then 3072 bytes of pixels.
// https://www.cs.toronto.edu/~kriz/cifar.html
#pragma once
#include <string>
#include <vector>

#include "formats/images.hpp"

namespace mixup {

struct CifarFile {
  int64_t records = 0;  // in the official file
  bool train = false;
  std::string python_md5;  // published digest of the same records in the Python version
};

struct CifarSet {
  std::string name;
  std::vector<CifarFile> files;   // in the official order
  std::vector<int64_t> labels;    // how many values each label byte may take; the last one is learnt
  std::vector<double> mean, std;  // of R, G, B in [0, 1]

  int64_t classes() const { return labels.back(); }
};

/// Appends the records of one file of the set: `bytes` of `path`, which tells the version and names it in errors.
/// `partial` as below. Errors: Exit::data.
void append_cifar(Images& images, CifarSet const& set, CifarFile const& file, std::string const& bytes,
                  std::string const& path, bool partial);

/// Reads `paths`, one for each file of the set, of either version. `partial` accepts files with fewer records and, of
/// the Python version, other digests. Errors: Exit::data with file, record and byte (both from 0).
ImageParts read_cifar(CifarSet const& set, std::vector<std::string> const& paths, bool partial);

}  // namespace mixup
