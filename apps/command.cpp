#include "apps/command.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/json.hpp"

namespace mixup {
namespace {

constexpr char kPlain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/+=:,-";

/// A record takes it as it is.
bool is_utf8(std::string const& text) {
  try {
    return !Json(text).dump().empty();
  } catch (Json::type_error const&) {
    return false;
  }
}

bool is_control(char c) { return static_cast<unsigned char>(c) < ' ' || c == 127; }

std::string with_escapes(std::string const& word) {
  std::string out = "$'";
  for (char const c : word) {
    bool const plain = !is_control(c) && static_cast<unsigned char>(c) < 128;
    if (c == '\\' || c == '\'') out += '\\';
    out += plain ? std::string(1, c) : fmt::format("\\{:03o}", static_cast<unsigned char>(c));
  }
  return out + "'";
}

std::string with_quotes(std::string const& word) {
  std::string out = "'";
  for (char const c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

}  // namespace

std::string shell_word(std::string const& word) {
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
  if (std::any_of(word.begin(), word.end(), is_control) || !is_utf8(word)) return with_escapes(word);
  return with_quotes(word);
}

std::string command_line(int argc, char const* const* argv) {
  std::string out = "mixup-bench";
  for (int i = 1; i < argc; ++i) out += " " + shell_word(argv[i]);
  return out;
}

}  // namespace mixup
