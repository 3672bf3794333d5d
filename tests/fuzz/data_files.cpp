// data_files: what the files of data sets go through.
#include "catalog/catalog.hpp"
#include "formats/arff.hpp"
#include "formats/cifar.hpp"
#include "formats/delimited.hpp"
#include "formats/uci.hpp"
#include "formats/wav.hpp"
#include "fuzz/readers.hpp"

namespace mixup::test {
namespace {

/// The first training file of the set, in the version that the path's ending tells.
void read_cifar_file(char const* set_name, std::string const& path, std::string const& bytes) {
  Images images;
  auto const& set = find_data(set_name).images;
  append_cifar(images, set, set.files.front(), bytes, path, /*partial=*/true);
  if (images.pixels.size() != images.labels.size() * static_cast<size_t>(kImageBytes))
    throw error(Exit::bug, "{} labels for {} bytes of pixels", images.labels.size(), images.pixels.size());
}

/// Each form of text that a set of UCI has; most texts are refused by all but one.
void read_tables(std::string const& bytes) {
  bool read = false;
  Error last(Exit::ok, "");
  auto const attempt = [&](auto const& parse) {
    try {
      parse();
      read = true;
    } catch (Error const& e) {
      last = e;
    }
  };
  auto const file = parse_text(bytes, "table");
  for (auto const* name : {"iris", "abalone", "arrhythmia"})
    attempt([&] { parse_uci(find_data(name).table, {file}, /*partial=*/true); });
  attempt([&] {
    for (auto const& row : read_cells(file, Separator::blanks, 3))
      for (auto const& cell : row) parse_number(cell);
  });
  if (!read) throw last;
}

}  // namespace

std::vector<FuzzReader> data_readers() {
  return {
      {"cifar10_binary", [](std::string const& bytes) { read_cifar_file("cifar10", "data_batch_1.bin", bytes); }},
      {"cifar100_binary", [](std::string const& bytes) { read_cifar_file("cifar100", "train.bin", bytes); }},
      {"cifar10_pickle", [](std::string const& bytes) { read_cifar_file("cifar10", "data_batch_1", bytes); }},
      {"cifar100_pickle", [](std::string const& bytes) { read_cifar_file("cifar100", "train", bytes); }},
      {"delimited", read_tables},
      {"arff",
       [](std::string const& bytes) {
         auto const file = parse_text(bytes, "table.arff");
         read_arff(file);
         parse_uci(find_data("website_phishing").table, {file}, /*partial=*/true);
       }},
#ifdef MIXUP_WITH_AUDIO
      {"wav", [](std::string const& bytes) { parse_sound(bytes, "clip.wav"); }},
#endif
  };
}

}  // namespace mixup::test
