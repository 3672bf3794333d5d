// cifar: sizes and labels are checked before a pixel is used.
#include "formats/cifar.hpp"

#include <filesystem>

#include "core/error.hpp"
#include "digest/digest.hpp"
#include "formats/cifar_pickle.hpp"
#include "formats/file.hpp"

namespace mixup {
namespace {

void check_size(std::string const& path, size_t bytes, size_t record, int64_t official, bool partial) {
  auto const expected = static_cast<size_t>(official);
  if (bytes % record != 0)
    throw error(Exit::data,
                "{}: {} bytes, byte {} begins a record that is cut off; allowed are whole records of {} bytes", path,
                bytes, bytes - bytes % record, record);
  size_t const records = bytes / record;
  if (records == 0 || records > expected || (records < expected && !partial))
    throw error(Exit::data, "{}: {} records ({} bytes), expected {}{} ({} bytes){}", path, records, bytes,
                partial ? "1 ... " : "", expected, expected * record,
                records < expected ? "; a part is taken with --set data.partial=true" : "");
}

/// The value that is learnt, of one record of the binary version.
int64_t read_label(CifarSet const& set, std::string const& path, std::string const& bytes, size_t start) {
  int64_t label = 0;
  for (size_t k = 0; k < set.labels.size(); ++k) {
    label = static_cast<unsigned char>(bytes[start + k]);
    if (label >= set.labels[k])
      throw error(Exit::data, "{}: record {}, byte {}: label {}, allowed 0 ... {}", path,
                  start / (set.labels.size() + static_cast<size_t>(kImageBytes)), start + k, label, set.labels[k] - 1);
  }
  return label;
}

void append_binary(Images& images, CifarSet const& set, CifarFile const& file, std::string const& bytes,
                   std::string const& path, bool partial) {
  size_t const record = set.labels.size() + static_cast<size_t>(kImageBytes);
  check_size(path, bytes.size(), record, file.records, partial);
  images.pixels.reserve(images.pixels.size() + bytes.size());
  for (size_t start = 0; start < bytes.size(); start += record) {
    images.labels.push_back(read_label(set, path, bytes, start));
    auto const* pixels = reinterpret_cast<unsigned char const*>(bytes.data()) + start + set.labels.size();
    images.pixels.insert(images.pixels.end(), pixels, pixels + kImageBytes);
  }
}

void check_md5(std::string const& bytes, CifarFile const& file, std::string const& path) {
  if (auto const found = hex_of<Md5>(bytes); found != file.python_md5)
    throw error(Exit::data,
                "{}: MD5 {}, published is {}: it is damaged or another file; fetch it anew, or take it as it is with "
                "--set data.partial=true",
                path, found, file.python_md5);
}

void append_python(Images& images, CifarSet const& set, CifarFile const& file, std::string const& bytes,
                   std::string const& path, bool partial) {
  if (!partial) check_md5(bytes, file, path);
  auto const batch = parse_cifar_pickle(bytes, path, set.labels.size(), file.records);
  for (size_t k = 0; k < set.labels.size(); ++k)
    for (size_t i = 0; i < batch.labels[k].size(); ++i)
      if (batch.labels[k][i] < 0 || batch.labels[k][i] >= set.labels[k])
        throw error(Exit::data, "{}: record {}: label {}, allowed 0 ... {}", path, i, batch.labels[k][i],
                    set.labels[k] - 1);
  images.labels.insert(images.labels.end(), batch.labels.back().begin(), batch.labels.back().end());
  auto const* const pixels = reinterpret_cast<unsigned char const*>(batch.pixels.data());
  images.pixels.insert(images.pixels.end(), pixels, pixels + batch.pixels.size());
}

bool is_binary(std::string const& path) { return std::filesystem::path(path).extension() == ".bin"; }

}  // namespace

void append_cifar(Images& images, CifarSet const& set, CifarFile const& file, std::string const& bytes,
                  std::string const& path, bool partial) {
  (is_binary(path) ? append_binary : append_python)(images, set, file, bytes, path, partial);
}

ImageParts read_cifar(CifarSet const& set, std::vector<std::string> const& paths, bool partial) {
  ImageParts parts;
  for (size_t i = 0; i < set.files.size(); ++i)
    append_cifar(set.files[i].train ? parts.train : parts.test, set, set.files[i], read_bytes(paths.at(i)), paths[i],
                 partial);
  return parts;
}

}  // namespace mixup
