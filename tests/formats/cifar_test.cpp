// cifar_test: records written by the test, whole and broken.
#include "formats/cifar.hpp"

#include "catalog/catalog.hpp"
#include "error_of.hpp"
#include "scratch_folder.hpp"

#include "catch2_shim.hpp"  // last: LibTorch brings glog's CHECK

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;

namespace {

/// `labels` bytes, then pixels that count up from `first`.
std::string record(std::string const& labels, int first) {
  std::string out = labels;
  for (int i = 0; i < kImageBytes; ++i) out += static_cast<char>((first + i) % 256);
  return out;
}

std::string byte(int value) { return std::string(1, static_cast<char>(value)); }

Error cifar100_error(std::string const& train, bool partial) {
  ScratchFolder const folder;
  auto const a = folder.write("train.bin", train), b = folder.write("test.bin", record(byte(0) + byte(0), 0));
  auto const error = error_of([&] { read_cifar(find_data("cifar100").images, {a, b}, partial); });
  CHECK(error.code == Exit::data);
  CHECK_THAT(error.what(), Contains(a));
  return error;
}

}  // namespace

TEST_CASE("CIFAR-100 records give the fine label and the planes in their order", "[data]") {
  ScratchFolder const folder;
  auto const train = folder.write("train.bin", record(byte(19) + byte(99), 5) + record(byte(0) + byte(7), 9));
  auto const test = folder.write("test.bin", record(byte(3) + byte(42), 1));
  auto const parts = read_cifar(find_data("cifar100").images, {train, test}, true);
  CHECK(parts.train.labels == std::vector<int64_t>{99, 7});
  CHECK(parts.test.labels == std::vector<int64_t>{42});
  REQUIRE(parts.train.pixels.size() == 2 * 3072);
  CHECK(parts.train.pixels[0] == 5);
  CHECK(parts.train.pixels[3072 + 300] == (9 + 300) % 256);
}

TEST_CASE("CIFAR-10 has five training files in order and one label byte", "[data]") {
  ScratchFolder const folder;
  auto const& set = find_data("cifar10").images;
  REQUIRE(set.files.size() == 6);
  std::vector<std::string> paths;
  for (int i = 0; i < 6; ++i)
    paths.push_back(folder.write(find_data("cifar10").files[static_cast<size_t>(i)].name, record(byte(i), i)));
  auto const parts = read_cifar(set, paths, true);
  CHECK(parts.train.labels == std::vector<int64_t>{0, 1, 2, 3, 4});
  CHECK(parts.test.labels == std::vector<int64_t>{5});
  CHECK(parts.test.pixels.front() == 5);
}

TEST_CASE("A label out of range is refused with file, record and byte", "[data]") {
  auto const good = record(byte(0) + byte(0), 0);
  CHECK_THAT(cifar100_error(good + record(byte(0) + byte(100), 0), true).what(),
             Contains("record 1, byte 3075: label 100, allowed 0 ... 99"));
  CHECK_THAT(cifar100_error(good + record(byte(20) + byte(0), 0), true).what(),
             Contains("record 1, byte 3074: label 20, allowed 0 ... 19"));
  CHECK_THAT(cifar100_error(record(byte(0) + byte(255), 0), true).what(), Contains("label 255"));
}

TEST_CASE("A file of the wrong size is refused, fewer records only unless partial", "[data]") {
  auto const good = record(byte(0) + byte(0), 0);
  CHECK_THAT(cifar100_error(good + "x", true).what(),
             Contains("3075 bytes, byte 3074 begins a record that is cut off"));
  CHECK_THAT(cifar100_error(good, false).what(), Contains("1 records (3074 bytes), expected 50000"));
  CHECK_THAT(cifar100_error("", true).what(), Contains("0 records (0 bytes), expected 1 ... 50000"));
  std::string many;
  for (int i = 0; i < 10001; ++i) many += good;
  ScratchFolder const folder;
  auto const train = folder.write("train.bin", good), test = folder.write("test.bin", many);
  CHECK_THAT(error_of([&] {
               read_cifar(find_data("cifar100").images, {train, test}, true);
             }).what(),
             Contains("10001 records"));
}
