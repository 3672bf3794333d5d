// command_test: a shell reads the command of a record back as the words that were typed.
#include "apps/command.hpp"

#include <array>
#include <cstdio>

#include "core/json.hpp"

#include "catch2_shim.hpp"

using namespace mixup;

namespace {

/// What bash makes of a line: the words after its first, each followed by "|".
std::string read_by_bash(std::string const& line) {
  std::string const script = "mixup-bench() { printf '%s|' \"$@\"; }; " + line;
  FILE* const shell = popen(("bash -c " + shell_word(script)).c_str(), "r");
  REQUIRE(shell);
  std::string out;
  std::array<char, 4096> piece;
  for (size_t n; (n = std::fread(piece.data(), 1, piece.size(), shell)) > 0;) out.append(piece.data(), n);
  CHECK(pclose(shell) == 0);
  return out;
}

}  // namespace

TEST_CASE("plain words stay as they are") {
  char const* const words[] = {"/usr/bin/mixup-bench", "cifar", "--set", "method.cut=true", "--out", "a/b-c_1"};
  CHECK(command_line(6, words) == "mixup-bench cifar --set method.cut=true --out a/b-c_1");
}

TEST_CASE("words with anything in them come back from a shell") {
  for (std::string const word : {"it's",
                                 "'",
                                 "''",
                                 "a b",
                                 "",
                                 "$HOME",
                                 "`ls`",
                                 "\"x\"",
                                 "a\\b",
                                 "!x",
                                 "*",
                                 "~",
                                 "#",
                                 "line\nbreak",
                                 "tab\tand 'quote'\\",
                                 "\x01",
                                 "Łukasz",
                                 "caf\xe9 1",
                                 "\xe9"
                                 "7",
                                 "=x",
                                 "-"}) {
    char const* const words[] = {"mixup-bench", "cifar", "--out", word.c_str()};
    auto const line = command_line(4, words);
    CHECK(read_by_bash(line) == "cifar|--out|" + word + "|");
    CHECK_NOTHROW(Json(line).dump());  // a record takes it, byte for byte
    CHECK(line.find('\n') == std::string::npos);
  }
}
