// imagenet_test: ImageNet is linked where it lies; Kaggle's validation part is sorted into classes.
#include "fetch/imagenet.hpp"

#include "error_of.hpp"
#include "fetch/iris_set.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

TEST_CASE("ImageNet is linked, Kaggle's validation part is sorted, what is missing is said", "[fetch]") {
  ScratchFolder const folder;
  auto const bring = bring_to(folder);
  for (auto const* name : {"n01440764/a.JPEG", "n01440764/b.JPEG", "n01443537/c.JPEG"})
    folder.write(std::string("kaggle/ILSVRC/Data/CLS-LOC/train/") + name, "jpeg");
  folder.write("kaggle/ILSVRC/Data/CLS-LOC/val/ILSVRC2012_val_00000001.JPEG", "jpeg");
  folder.write("kaggle/ILSVRC/Data/CLS-LOC/val/ILSVRC2012_val_00000002.JPEG", "jpeg");
  auto const path = folder.path() + "/kaggle";
  auto const import_error = [&](bool partial) { return error_of([&] { import_imagenet(path, partial, bring); }); };
  CHECK_THAT(import_error(true).what(), Contains("LOC_val_solution.csv"));
  folder.write("kaggle/LOC_val_solution.csv",
               "ImageId,PredictionString\nILSVRC2012_val_00000001,n01443537 1 2 3 4\nILSVRC2012_val_00000002,n01440764 "
               "1 2 3 4\n");
  CHECK(import_error(false).code == Exit::data);
  CHECK_THAT(import_error(false).what(), Contains("1000"));
  CHECK_FALSE(fs::exists(bring.root + "/imagenet"));
  CHECK_THAT(import_imagenet(path, true, bring), Contains("layout checked"));
  CHECK(fs::is_symlink(bring.root + "/imagenet/train"));
  CHECK(fs::is_symlink(bring.root + "/imagenet/val/n01443537/ILSVRC2012_val_00000001.JPEG"));
  CHECK_THAT(verify_imagenet(bring), Contains("as its manifest says"));
  folder.write("kaggle/ILSVRC/Data/CLS-LOC/train/n01443537/c.JPEG", "another");
  CHECK(error_of([&] { verify_imagenet(bring); }).code == Exit::data);
  folder.write("kaggle/ILSVRC/Data/CLS-LOC/train/n01443538.tar", "");
  CHECK_THAT(import_error(true).what(), Contains("not unpacked"));
  fs::remove_all(path + "/ILSVRC/Data/CLS-LOC/train");
  CHECK_THAT(import_error(true).what(), Contains("no folder train"));
}
