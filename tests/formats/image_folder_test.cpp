// image_folder_test: listing, its order, and the layouts that people have instead.
#include "formats/image_folder.hpp"

#include "error_of.hpp"
#include "scratch_folder.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;

namespace {

void fill(ScratchFolder const& folder) {
  for (auto const* name :
       {"train/n02/b.JPEG", "train/n02/a.jpg", "train/n01/z.png", "train/n01/notes.txt", "train/n02/c.JPG",
        "train/n02/._c.JPG", "train/.cache/x.png", "val/n01/v.JPEG", "val/n02/w.JPEG"})
    folder.write(name, name);
}

}  // namespace

TEST_CASE("Classes and names are sorted and dealt in rounds; other files are passed over") {
  ScratchFolder const folder;
  fill(folder);
  auto const images = list_images(folder.path(), 0, 0);
  CHECK(images.classes == std::vector<std::string>{"n01", "n02"});
  std::vector<std::string> names;
  for (auto const& file : images.train.files) names.push_back(file.name);
  CHECK(names == std::vector<std::string>{"z.png", "a.jpg", "b.JPEG", "c.JPG"});
  CHECK(images.train.files[1].label == 1);
  CHECK(images.train.files[0].bytes == 15);
  CHECK(images.path(images.train, 1) == folder.path() + "/train/n02/a.jpg");
  CHECK(list_images(folder.path(), 2, 1).train.files.size() == 1);
  CHECK(images.train.left_out == std::vector<std::string>{"n01/notes.txt"});
}

TEST_CASE("The digest of a list depends on names, classes and sizes") {
  ScratchFolder const folder;
  fill(folder);
  auto const digest = [&] {
    auto const images = list_images(folder.path(), 0, 0);
    return list_digest(images, images.train);
  };
  auto const first = digest();
  CHECK(first == digest());
  folder.write("train/n02/notes.txt", "more");
  CHECK(first == digest());
  folder.write("train/n02/a.jpg", "longer than before");
  CHECK(first != digest());
}

TEST_CASE("A validation part without class folders is told what is expected") {
  ScratchFolder const folder;
  folder.write("train/n01/a.JPEG", "");
  folder.write("val/ILSVRC2012_val_00000001.JPEG", "");
  auto const error = error_of([&] { list_images(folder.path(), 0, 0); });
  CHECK(error.code == Exit::data);
  CHECK_THAT(error.what(), Contains("/val: images without class folders") && Contains("ground truth"));
}

TEST_CASE("Classes that differ are named; their number is checked") {
  ScratchFolder const folder;
  fill(folder);
  CHECK_THAT(error_of([&] { list_images(folder.path(), 1000, 0); }).what(),
             Contains("2 classes, expected 1000") && Contains("data.partial=true"));
  CHECK(error_of([&] { list_images(folder.path(), 0, 3); }).code == Exit::usage);
  for (auto const* name : {"n03", "n04", "n05", "n06", "n07", "n08", "n09"})
    folder.write(std::string("train/") + name + "/a.png", "");
  folder.write("val/n10/a.png", "");
  CHECK_THAT(error_of([&] { list_images(folder.path(), 0, 0); }).what(),
             Contains("missing in val: n03, n04, n05, n06, n07 and 2 more; missing in train: n10"));
}

TEST_CASE("An empty class is an error of the data") {
  ScratchFolder const folder;
  fill(folder);
  folder.write("train/n03/readme", "");
  folder.write("val/n03/a.png", "");
  CHECK_THAT(error_of([&] { list_images(folder.path(), 0, 0); }).what(), Contains("n03: no .jpeg"));
}

TEST_CASE("Folders inside of a class are walked, as torchvision does; what is no photograph is counted") {
  ScratchFolder const folder;
  fill(folder);
  for (auto const* name : {"train/n01/day/b.PNG", "train/n01/day/far/a.png", "train/n01/day/c.webp",
                           "train/n01/Thumbs.db", "train/loose.jpg"})
    folder.write(name, name);
  auto const images = list_images(folder.path(), 0, 1);
  std::vector<std::string> names;
  for (auto const& file : images.train.files) names.push_back(file.name);
  CHECK(names == std::vector<std::string>{"day/b.PNG", "day/far/a.png", "z.png"});
  CHECK(images.path(images.train, 1) == folder.path() + "/train/n01/day/far/a.png");
  CHECK(images.train.left_out == std::vector<std::string>{"loose.jpg", "n01/day/c.webp", "n01/notes.txt"});
}

TEST_CASE("A link among the photographs that leads nowhere is named, not its folder") {
  ScratchFolder const folder;
  fill(folder);
  std::filesystem::create_symlink(folder / "gone", folder / "train/n01/lost.jpg");
  auto const error = error_of([&] { list_images(folder.path(), 0, 0); });
  CHECK(error.code == Exit::data);
  CHECK_THAT(error.what(), Contains((folder / "train/n01/lost.jpg") + ": a link that leads nowhere"));
}
