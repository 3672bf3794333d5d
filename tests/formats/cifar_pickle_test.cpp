// cifar_pickle_test: torchvision's layout, written by tests/golden/cifar_pickles.py, gives what the binary one gives;
// damage and foreign callables do no harm.
#include "formats/cifar_pickle.hpp"

#include <cstdlib>

#include "catalog/places.hpp"
#include "core/seed.hpp"
#include "error_of.hpp"
#include "formats/cifar.hpp"
#include "formats/file.hpp"
#include "real_data.hpp"
#include "scratch_folder.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;

namespace {

std::string const kFixtures = MIXUP_TEST_DIR "/formats/cifar";

std::string train100() { return read_bytes(kFixtures + "/cifar-100-python/train"); }

Error refused(std::string const& bytes) {
  auto const error = error_of([&] { parse_cifar_pickle(bytes, "train", 2, 50000); });
  CHECK(error.code == Exit::data);
  return error;
}

std::string replaced(std::string file, std::string const& from, std::string const& to) {
  auto const at = file.find(from);
  REQUIRE(at != std::string::npos);
  return file.replace(at, from.size(), to);
}

ImageParts read(std::string const& name, std::string const& folder) {
  return read_cifar(find_data(name).images, data_files(find_data(name), folder), /*partial=*/true);
}

/// The binary twin of made_up() of the script.
std::string records(std::vector<std::string> const& labels, int first) {
  std::string out;
  for (size_t r = 0; r < labels.size(); ++r) {
    out += labels[r];
    for (int i = 0; i < kImageBytes; ++i) out += static_cast<char>((first + static_cast<int>(r) + i) % 256);
  }
  return out;
}

std::string label(int a) { return std::string(1, static_cast<char>(a)); }
std::string label(int coarse, int fine) { return label(coarse) + label(fine); }

void check_equal(ImageParts const& a, ImageParts const& b) {
  CHECK(a.train.labels == b.train.labels);
  CHECK(a.test.labels == b.test.labels);
  CHECK((a.train.pixels == b.train.pixels && a.test.pixels == b.test.pixels));
}

}  // namespace

TEST_CASE("torchvision's folders give what the binary version gives", "[cifar_pickle]") {
  ScratchFolder const ten, hundred;
  for (int k = 1; k <= 5; ++k) ten.write(fmt::format("data_batch_{}.bin", k), records({label(k), label(9 - k)}, k));
  ten.write("test_batch.bin", records({label(7)}, 0));
  check_equal(read("cifar10", ten.path()), read("cifar10", kFixtures + "/cifar-10-batches-py"));
  hundred.write("train.bin", records({label(19, 99), label(0, 0), label(4, 42)}, 5));  // pickled column after column
  hundred.write("test.bin", records({label(2, 3)}, 1));
  check_equal(read("cifar100", hundred.path()), read("cifar100", kFixtures + "/cifar-100-python"));
}

TEST_CASE("torchvision's folders are found below the root and below a folder that is given", "[cifar_pickle]") {
  for (auto const* name : {"cifar10", "cifar100"}) {
    auto const& entry = find_data(name);
    auto const official = kFixtures + "/" + entry.other_folders.at(0);
    CHECK(data_folder(entry, kFixtures, "") == official);
    CHECK(data_folder(entry, "/nowhere", kFixtures) == official);
    CHECK(data_folder(entry, "/nowhere", official) == official);
  }
}

TEST_CASE("another digest than the published one is refused before anything is read, but for a part",
          "[cifar_pickle]") {
  CHECK(find_data("cifar10").images.files.size() == 6);
  for (auto const* name : {"cifar10", "cifar100"})
    for (auto const& file : find_data(name).images.files) CHECK(file.python_md5.size() == 32);
  auto const& entry = find_data("cifar10");
  auto const paths = data_files(entry, kFixtures + "/cifar-10-batches-py");
  auto const error = error_of([&] { read_cifar(find_data("cifar10").images, paths, false); });
  CHECK(error.code == Exit::data);
  CHECK_THAT(error.what(), Contains("published is c99cafc152244af753f735de768cd75f"));
}

TEST_CASE("a batch names numpy's three callables and no other", "[cifar_pickle]") {
  auto const file = train100();
  CHECK(error_of([&] { parse_cifar_pickle(file, "train", 2, 50000); }).code == Exit::ok);
  CHECK_THAT(refused(replaced(file, "numpy\ndtype", "posix\nsystem")).what(),
             Contains("posix.system: a batch of CIFAR may only name numpy.core.multiarray._reconstruct"));
  CHECK_THAT(refused(replaced(file, "numpy\nndarray", "_codecs\nencode")).what(), Contains("_codecs.encode"));
  CHECK_THAT(refused(replaced(file, "numpy\nndarray", "collections\nOrderedDict")).what(), Contains("OrderedDict"));
  CHECK(error_of([&] {
          parse_cifar_pickle(replaced(file, "numpy.core.m", "numpy._core.m"), "train", 2, 50000);
        }).code == Exit::ok);
}

TEST_CASE("shape, type, bytes and labels of a batch must agree", "[cifar_pickle]") {
  auto const file = train100();
  std::string const shape("K\3M\0\x0c\x86", 6);
  CHECK_THAT(refused(replaced(file, shape, std::string("K\4M\0\x0c\x86", 6))).what(), Contains("9216 bytes, expected"));
  CHECK_THAT(refused(replaced(file, shape, std::string("K\3M\1\x0c\x86", 6))).what(), Contains("[records, 3072]"));
  CHECK_THAT(refused(replaced(file, shape, std::string("K\0M\0\x0c\x86", 6))).what(), Contains("0 records"));
  CHECK_THAT(refused(replaced(file, "U\2u1", "U\2i8")).what(), Contains("not uint8"));
  CHECK_THAT(refused(replaced(file, "fine_labels", "fine_labelz")).what(), Contains("fine_labels: is missing"));
  CHECK_THAT(refused(replaced(file, "coarse_labels", std::string("fine_labels\0\0", 13))).what(),
             Contains("coarse_labels: is missing"));
  CHECK_THAT(refused(replaced(file, "K\x63K", "K\x63NK")).what(), Contains("labels"));
  CHECK_THAT(error_of([&] { parse_cifar_pickle(file, "train", 1, 50000); }).what(), Contains("labels: is missing"));
  CHECK_THAT(error_of([&] { parse_cifar_pickle(file, "train", 2, 2); }).what(), Contains("3 records, allowed 1 ... 2"));
  ScratchFolder const folder;
  auto const train = folder.write("train", replaced(file, "K\x63K", "K\x64K"));
  CHECK_THAT(error_of([&] {
               read_cifar(find_data("cifar100").images, {train, kFixtures + "/cifar-100-python/test"}, true);
             }).what(),
             Contains("record 0: label 100, allowed 0 ... 99"));
}

TEST_CASE("few bytes cannot ask for much memory, cut and damaged batches do no harm", "[cifar_pickle]") {
  std::string const start = "\x80\x02";
  CHECK_THAT(refused(start + std::string(2 << 20, ']')).what(), Contains("more than 1048576 values"));
  CHECK_THAT(refused(start + std::string(2 << 20, '(')).what(), Contains("more than 1048576 values"));
  std::string again = start + "Nq" + std::string(1, '\0');
  for (int i = 0; i < 2 << 20; ++i) again += std::string("h\0", 2);
  CHECK_THAT(refused(again).what(), Contains("more than 1048576 values"));
  auto const file = train100();
  for (size_t length = 0; length < file.size(); length += 31) refused(file.substr(0, length));
  SplitMix64 random(3);
  int refusals = 0;
  for (int i = 0; i < 3000; ++i) {
    auto damaged = file;
    // the pixels are most of the file: damage what is around them
    auto const at = random.below(2) == 0 ? random.below(300) : file.size() - 1 - random.below(200);
    damaged[at] = static_cast<char>(damaged[at] ^ (1 << random.below(8)));
    auto const error = error_of([&] { parse_cifar_pickle(damaged, "train", 2, 50000); });
    REQUIRE((error.code == Exit::data || error.code == Exit::ok));
    refusals += error.code == Exit::data;
  }
  CHECK(refusals > 1000);
}

// The six files of cifar-10-batches-bin as tests/golden/cifar_pickles.py BINARIES FOLDER writes them.
TEST_CASE("The real CIFAR-10 is the same in both versions", "[cifar_pickle][real]") {
  auto const binaries = real_data("cifar-10-batches-bin"), pickles = real_data("cifar-10-batches-py");
  if (binaries.empty() || pickles.empty()) return;
  auto const binary = read("cifar10", binaries);
  CHECK(binary.train.labels.size() == 50000);
  check_equal(binary, read("cifar10", pickles));
}
