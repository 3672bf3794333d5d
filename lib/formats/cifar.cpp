// cifar: sizes and labels are checked before a pixel is used.
#include "formats/cifar.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "formats/file.hpp"

namespace mixup {
namespace {

// CIFAR-10: the constants of the authors' code, whose std is the mean of the pictures' own std.
// CIFAR-100: in no code of the authors; mean and std of all training pixels.
std::vector<CifarSet> const kSets = {
    {"cifar10",
     {{"data_batch_1.bin", 10000, true},
      {"data_batch_2.bin", 10000, true},
      {"data_batch_3.bin", 10000, true},
      {"data_batch_4.bin", 10000, true},
      {"data_batch_5.bin", 10000, true},
      {"test_batch.bin", 10000, false}},
     {10},
     {.4914, .4822, .4465},
     {.2023, .1994, .2010}},
    {"cifar100",
     {{"train.bin", 50000, true}, {"test.bin", 10000, false}},
     {20, 100},
     {.5071, .4867, .4408},
     {.2675, .2565, .2761}},
};

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

void append(Images& images, CifarSet const& set, std::string const& path, int64_t official, bool partial) {
  std::string const bytes = read_bytes(path);
  size_t const record = set.labels.size() + static_cast<size_t>(kPictureBytes);
  check_size(path, bytes.size(), record, official, partial);
  images.pixels.reserve(images.pixels.size() + bytes.size());
  for (size_t start = 0; start < bytes.size(); start += record) {
    int64_t label = 0;
    for (size_t k = 0; k < set.labels.size(); ++k) {
      label = static_cast<unsigned char>(bytes[start + k]);
      if (label >= set.labels[k])
        throw error(Exit::data, "{}: record {}, byte {}: label {}, allowed 0 ... {}", path, start / record, start + k,
                    label, set.labels[k] - 1);
    }
    images.labels.push_back(label);
    auto const* pixels = reinterpret_cast<unsigned char const*>(bytes.data()) + start + set.labels.size();
    images.pixels.insert(images.pixels.end(), pixels, pixels + kPictureBytes);
  }
}

}  // namespace

CifarSet const& cifar_set(std::string const& name) {
  auto const it = std::find_if(kSets.begin(), kSets.end(), [&](CifarSet const& set) { return set.name == name; });
  if (it == kSets.end()) throw error(Exit::bug, "{} is no CIFAR set, allowed cifar10, cifar100", name);
  return *it;
}

ImageParts read_cifar(CifarSet const& set, std::vector<std::string> const& paths, bool partial) {
  ImageParts parts;
  for (size_t i = 0; i < set.files.size(); ++i)
    append(set.files[i].train ? parts.train : parts.test, set, paths.at(i), set.files[i].records, partial);
  return parts;
}

}  // namespace mixup
