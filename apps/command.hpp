// command: the words as typed, as a line that a shell reads back as the same words.
#pragma once
#include <string>

namespace mixup {

/// One word, quoted where a shell needs it: it's -> 'it'\''s'. A word with control characters, or with bytes that are
/// no UTF-8 (a record is), is written as $'...' with octal escapes: bash, zsh, ksh and POSIX 2024 read it.
std::string shell_word(std::string const& word);

/// "mixup-bench cifar --alpha 1"; the path of the program is left out.
std::string command_line(int argc, char const* const* argv);

}  // namespace mixup
