// writer_test: a file is there whole or as it was before, whatever fails.
#include "results/writer.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <sstream>

#include "core/output.hpp"
#include "error_of.hpp"
#include "scratch_folder.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

namespace {

std::string content(std::string const& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

size_t files_in(std::string const& folder) {
  auto const files = std::filesystem::directory_iterator(folder);
  return static_cast<size_t>(std::distance(begin(files), end(files)));
}

/// In a process of its own that may write no file longer than `bytes`: the error of writing `text`.
/// RLIMIT_FSIZE first cuts a write short and then fails it, as a full disk does.
std::string error_with_limit(rlim_t bytes, std::string const& path, std::string const& text) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  pid_t const child = fork();
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit const limit{bytes, bytes};
    setrlimit(RLIMIT_FSIZE, &limit);
    auto const e = error_of([&] { write_whole(path, text); });
    std::string const answer = std::to_string(static_cast<int>(e.code)) + " " + e.what();
    _exit(::write(ends[1], answer.data(), answer.size()) < 0);
  }
  ::close(ends[1]);
  std::string answer;
  char buffer[512];
  for (ssize_t n; (n = ::read(ends[0], buffer, sizeof buffer)) > 0;) answer.append(buffer, static_cast<size_t>(n));
  ::close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  return answer;
}

}  // namespace

TEST_CASE("a file is written whole, its folders are made and no temporary file is left") {
  ScratchFolder folder;
  std::string const text(100000, 'x');
  write_whole(folder / "a/b/c.json", text);
  CHECK(content(folder / "a/b/c.json") == text);
  CHECK(files_in(folder / "a/b") == 1);
  write_whole(folder / "a/b/c.json", "new");
  CHECK(content(folder / "a/b/c.json") == "new");
  CHECK(files_in(folder / "a/b") == 1);
}

TEST_CASE("a full disk keeps the old file, leaves no temporary one and is named with its path") {
  ScratchFolder folder;
  auto const path = folder / "c.json";
  write_whole(path, "old");
  for (rlim_t bytes : {0, 1, 4096, 99999}) {
    auto const answer = error_with_limit(bytes, path, std::string(100000, 'x'));
    CHECK(contains(answer, "74 " + path));  // Exit::io
    CHECK(contains(answer, "cannot write: File too large"));
    CHECK(content(path) == "old");
    CHECK(files_in(folder.path()) == 1);
  }
  CHECK(error_with_limit(100000, path, std::string(100000, 'x')) == "0 no error");
  CHECK(content(path) == std::string(100000, 'x'));
}

TEST_CASE("a name that cannot be taken fails and leaves nothing") {
  ScratchFolder folder;
  std::filesystem::create_directories(folder / "c.json/full");
  auto const e = error_of([&] { write_whole(folder / "c.json", "text"); });
  CHECK(e.code == Exit::io);
  CHECK(contains(e.what(), (folder / "c.json") + ".tmp."));
  CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("whichever call fails, the old or the new file is there whole and no temporary one is left") {
  for (int const reason : {ENOSPC, EIO, EDQUOT}) {
    int64_t calls = 1;
    for (int64_t n = 1; n <= calls; ++n) {
      ScratchFolder folder;
      auto const path = folder / "c.json";
      write_whole(path, "old");
      fail_output(0, 0);
      write_whole(path, "older");
      calls = output_calls();
      fail_output(n, reason);
      auto const e = error_of([&] { write_whole(path, "new"); });
      fail_output(0, 0);
      CHECK(e.code == Exit::io);
      CHECK(contains(e.what(), std::strerror(reason)));
      CHECK(content(path) == (n < calls ? "older" : "new"));  // the last call is the folder's sync, after the rename
      CHECK(files_in(folder.path()) == 1);
    }
    CHECK(calls == 6);  // open, write, sync, close, rename, sync of the folder
  }
}

TEST_CASE("a folder that cannot be made is named") {
  ScratchFolder folder;
  write_whole(folder / "file", "text");
  auto const e = error_of([&] { write_whole(folder / "file/below/c.json", "text"); });
  CHECK(e.code == Exit::io);
  CHECK(contains(e.what(), folder / "file/below"));
}

TEST_CASE("a link stays a link: the file that it leads to is replaced") {
  ScratchFolder folder;
  write_whole(folder / "there/page.md", "old");
  std::filesystem::create_symlink("there/page.md", folder / "link.md");
  write_whole(folder / "link.md", "new");
  CHECK(std::filesystem::is_symlink(folder / "link.md"));
  CHECK(content(folder / "there/page.md") == "new");
  CHECK(files_in(folder / "there") == 1);
}

TEST_CASE("a device or a pipe keeps its name and gets the bytes") {
  ScratchFolder folder;
  write_whole("/dev/null", "anything");
  CHECK(std::filesystem::is_character_file("/dev/null"));
  CHECK(error_of([] { write_whole("/dev/full", "anything"); }).code == Exit::io);
  auto const pipe_name = folder / "pipe";
  REQUIRE(::mkfifo(pipe_name.c_str(), 0600) == 0);
  int const reader = ::open(pipe_name.c_str(), O_RDONLY | O_NONBLOCK);
  write_whole(pipe_name, "through");
  char text[8] = "";
  CHECK(::read(reader, text, sizeof text - 1) == 7);
  CHECK(std::string(text) == "through");
  ::close(reader);
  CHECK(std::filesystem::is_fifo(pipe_name));
}
