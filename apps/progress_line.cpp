#include "apps/progress_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mixup {
namespace {

constexpr size_t kWidestBar = 24, kNarrowestBar = 8;

std::string bar(double share, size_t columns) {
  auto const full = static_cast<size_t>(share * static_cast<double>(columns));
  return fmt::format("[{}{}]", std::string(full, '='), std::string(columns - full, ' '));
}

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }  // a character of several bytes

}  // namespace

std::string clock_time(double seconds) {
  auto const s = std::llround(seconds);
  return s < 3600 ? fmt::format("{}:{:02}", s / 60, s % 60)
                  : fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
}

size_t columns_of(std::string const& text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !continues(c); }));
}

std::string end_of(std::string const& text, size_t columns) {
  auto const all = columns_of(text);
  if (all <= columns) return text;
  if (columns == 0) return "";
  size_t at = 0;
  for (size_t left_out = all - columns + 1; left_out > 0 || continues(text[at]); ++at) left_out -= !continues(text[at]);
  return "…" + text.substr(at);
}

double Pace::left(double share, double now) {
  if (first_share_ < 0) {
    first_share_ = share;
    first_time_ = now;
  }
  double const done = share - first_share_;
  return done > 0 ? (now - first_time_) * (1 - share) / done : -1;
}

std::string progress_line(ProgressState const& state, size_t columns) {
  double const share = std::min(std::max(state.share, 0.0), 1.0);
  auto line = fmt::format("{:3.0f} %", 100 * share);
  if (state.seconds_left >= 0) line += fmt::format(", {} left", clock_time(state.seconds_left));
  if (columns_of(line) > columns) line.erase(0, line.find_first_not_of(' '));
  if (columns_of(line) > columns) return line.substr(0, std::min(columns, line.find(',')));
  size_t room = columns - columns_of(line);
  constexpr size_t kReadable = 8;  // columns of a title that tell anything
  auto title = room > kReadable ? end_of(state.title, room - 1) : "";
  if (!title.empty()) room -= columns_of(title) + 1;
  for (auto const& detail : state.details) {
    if (detail.empty()) continue;
    if (columns_of(detail) + 2 > room) break;
    line += ", " + detail;
    room -= columns_of(detail) + 2;
  }
  if (room > kNarrowestBar + 3) title += (title.empty() ? "" : " ") + bar(share, std::min(kWidestBar, room - 3));
  return title.empty() ? line : title + " " + line;
}

}  // namespace mixup
