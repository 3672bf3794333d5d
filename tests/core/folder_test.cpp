// folder_test: what a folder holds, in which order, and what is passed over, lost or refused.
#include "core/folder.hpp"

#include "error_of.hpp"
#include "scratch_folder.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
namespace fs = std::filesystem;

TEST_CASE("what systems leave in folders is passed over, at every level") {
  ScratchFolder const folder;
  for (auto const* name : {"b", "a", "sub/c", ".DS_Store", "._a", "Thumbs.db", "desktop.ini", "Desktop.ini",
                           "ehthumbs.db", "__MACOSX/a", "sub/._c", "sub/Thumbs.db", ".cache/x", "$RECYCLE.BIN/y"})
    folder.write(name, "");
  auto const [folders, files] = list_folder(folder.path());
  CHECK(folders == Names{"sub"});
  CHECK(files == Names{"a", "b"});
  CHECK(files_below(folder.path()) == Names{"a", "b", "sub/c"});
}

TEST_CASE("links are followed; one that leads nowhere, or back, is lost by its own name") {
  ScratchFolder const folder;
  folder.write("far/a", "");
  folder.write("here/own", "");
  fs::create_directory_symlink(folder / "far", folder / "here/linked");
  CHECK(files_below(folder / "here") == Names{"linked/a", "own"});
  fs::create_symlink(folder / "gone", folder / "here/dead");
  CHECK(list_folder(folder / "far").files == Names{"a"});
  auto const error = error_of([&] { list_folder(folder / "here"); });
  CHECK(error.code == Exit::data);
  CHECK(contains(error.what(), (folder / "here/dead") + ": a link that leads nowhere"));
  fs::create_directory_symlink(folder / "here", folder / "far/back");
  fs::create_symlink("itself", folder / "far/itself");
  Names lost;
  CHECK(files_below(folder / "here", &lost) == Names{"linked/a", "own"});
  CHECK(lost == Names{"dead", "linked/itself", "linked/back"});
  CHECK(contains(error_of([&] { files_below(folder / "far"); }).what(), "far/itself: a link that leads nowhere"));
  fs::remove(folder / "far/itself");
  fs::remove(folder / "here/dead");
  CHECK(contains(error_of([&] { files_below(folder / "far"); }).what(), "far/back/linked: a link back to a folder"));
}

TEST_CASE("a folder that cannot be read is named") {
  auto const error = error_of([] { list_folder("/nowhere/at/all"); });
  CHECK(error.code == Exit::io);
  CHECK(contains(error.what(), "/nowhere/at/all: "));
  CHECK(error_of([] { files_below("/nowhere/at/all"); }).code == Exit::io);
}

TEST_CASE("an extension counts in any case") {
  for (auto const* name : {"a.wav", "a.WAV", "x/b.Wav"}) CHECK(has_extension(name, {".flac", ".wav"}));
  for (auto const* name : {"wav", "a.wave", ".wav", "a.wav/b"}) CHECK_FALSE(has_extension(name, {".wav"}));
}
