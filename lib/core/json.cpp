#include "core/json.hpp"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/error.hpp"
#include "core/utf8.hpp"

namespace mixup {
namespace {

constexpr size_t kDeepest = 64;            // nlohmann parses millions of nested arrays; a record needs six
constexpr size_t kMostKeys = 1024;         // it looks through all keys of an object for each new one; a figure has 10
constexpr size_t kLongestJson = 32 << 20;  // "[[],[],..." takes 25 bytes per byte; a folder of 64,721 clips needs 15 MB
constexpr size_t kLongestShown = 200;      // bytes of a text of others in a message

/// Not within a character of several bytes.
std::string cut(std::string text) {
  if (text.size() <= kLongestShown) return text;
  size_t end = kLongestShown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return text.substr(0, end) + "...";
}

/// Builds the document from the parser's events. nlohmann's own builder keeps the last of two equal keys without a
/// word; its callback could refuse them, but takes twice the time.
class Strict {
 public:
  explicit Strict(std::string const& where) : where_(where) {}

  bool null() { return add(nullptr); }
  bool boolean(bool value) { return add(value); }
  bool number_integer(Json::number_integer_t value) { return add(value); }
  bool number_unsigned(Json::number_unsigned_t value) { return add(value); }
  bool number_float(Json::number_float_t value, std::string const&) { return add(value); }
  bool string(std::string& value) { return add(std::move(value)); }
  bool binary(Json::binary_t& value) { return add(std::move(value)); }  // no such thing in text
  bool start_object(size_t) { return open(Json::value_t::object); }
  bool start_array(size_t) { return open(Json::value_t::array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(std::string& name) {
    key_ = std::move(name);
    return true;
  }

  bool parse_error(size_t, std::string const&, nlohmann::detail::exception const& reason) {
    std::string const what = reason.what();
    auto const name = what.find("] ");  // "[json.exception.parse_error.101] parse error at line 1, ..."
    throw error(Exit::data, "{}: not JSON: {}", where_, cut(name == std::string::npos ? what : what.substr(name + 2)));
  }

  Json document;

 private:
  template <class T>
  bool add(T&& value) {
    put(std::forward<T>(value));
    return true;
  }

  /// The next value, where it belongs: the document itself, a member, an item.
  template <class T>
  Json& put(T&& value) {
    if (open_.empty()) return document = std::forward<T>(value);
    if (open_.back()->is_array()) {
      auto& items = open_.back()->template get_ref<Json::array_t&>();
      items.emplace_back(std::forward<T>(value));
      return items.back();
    }
    auto& members = open_.back()->template get_ref<Json::object_t&>();
    if (members.size() == kMostKeys) throw error(Exit::data, "{}: an object of more than {} keys", where_, kMostKeys);
    auto const [member, is_new] = members.emplace(std::move(key_), std::forward<T>(value));
    if (!is_new) throw error(Exit::data, "{}: key \"{}\" is given twice", where_, brief(member->first));
    return member->second;
  }

  bool open(Json::value_t kind) {
    if (open_.size() >= kDeepest) throw error(Exit::data, "{}: nested deeper than {} levels", where_, kDeepest);
    open_.push_back(&put(kind));  // stays in place: what it lies in grows no more before it is closed
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  std::string const& where_;
  std::vector<Json*> open_;
  std::string key_;
};

/// A path or a message may hold any bytes: what is not UTF-8 becomes U+FFFD instead of an exception.
std::string one_line(Json const& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

bool is_flat(Json const& value) {
  return std::none_of(value.begin(), value.end(), [](Json const& v) { return v.is_structured(); });
}

void write(std::string& out, Json const& value, int level) {
  if (!value.is_structured() || value.empty() || (value.is_array() && is_flat(value))) {
    out += one_line(value);
    return;
  }
  std::string const pad(2 * (level + 1), ' ');
  out += value.is_object() ? "{\n" : "[\n";
  for (auto it = value.begin(); it != value.end(); ++it) {
    if (it != value.begin()) out += ",\n";
    out += pad;
    if (value.is_object()) out += one_line(it.key()) + ": ";
    write(out, *it, level + 1);
  }
  out += "\n" + std::string(2 * level, ' ') + (value.is_object() ? "}" : "]");
}

/// A pointer to a member: "/" and "~" of its key are escaped.
std::string step(std::string const& key) { return (Json::json_pointer() / key).to_string(); }

void require_finite(Json const& value, std::string const& path) {
  if (value.is_number_float() && !std::isfinite(value.get<double>()))
    throw error(Exit::bug, "{}: {} cannot be written, JSON has no such number", path, value.get<double>());
  if (value.is_structured())
    for (auto const& [key, child] : value.items()) require_finite(child, path + "/" + key);
}

}  // namespace

Json parse_json(std::string_view text, std::string const& where) {
  if (text.size() > kLongestJson)
    throw error(Exit::data, "{}: {} bytes of JSON, allowed {}", where, text.size(), kLongestJson);
  text = utf8_text(text, where);
  Strict builder(where);
  Json::sax_parse(text.begin(), text.end(), &builder);  // what is wrong is thrown by the builder
  return std::move(builder.document);
}

Json read_json(std::string const& path) {
  std::error_code unknown;
  bool const is_empty = std::filesystem::file_size(path, unknown) == 0;  // no JSON, but no fault of the disk
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!file || (!(text << file.rdbuf()) && !is_empty))
    throw error(Exit::io, "{}: cannot be read: {}", path, std::strerror(errno));
  return parse_json(text.str(), path);
}

void merge(Json& target, Json const& patch) { target.merge_patch(patch); }

std::string pretty(Json const& value) {
  require_finite(value, "");
  std::string out;
  write(out, value, 0);
  return out + "\n";
}

void set_at(Json& target, std::string const& pointer, Json value) {
  target[Json::json_pointer(pointer)] = std::move(value);
}

Json::json_pointer pointer_of(std::string const& text, std::string const& where) {
  try {
    return Json::json_pointer(text);
  } catch (nlohmann::json::exception const&) {
    throw error(Exit::usage, "{}: {} is no pointer to a field, allowed is one such as /method/alpha", where,
                brief(text));
  }
}

bool has_field(Json const& value, std::string_view pointer) {
  auto const* at = &value;
  while (!pointer.empty()) {
    if (pointer.front() != '/' || !at->is_object()) return false;
    auto const end = std::min(pointer.find('/', 1), pointer.size());
    auto const found = at->find(std::string(pointer.substr(1, end - 1)));
    if (found == at->end()) return false;
    at = &*found;
    pointer.remove_prefix(end);
  }
  return true;
}

std::string brief(Json const& value) { return cut(one_line(value)); }

std::string brief(std::string const& key) {
  std::string out = cut(key);
  for (char& c : out)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '.';
  return out;
}

std::vector<std::string> differing(Json const& a, Json const& b) {
  if (a == b) return {};
  if (!a.is_object() || !b.is_object()) return {""};
  std::vector<std::string> out;
  for (auto const& [key, value] : a.items())
    for (auto const& rest : b.contains(key) ? differing(value, b[key]) : std::vector<std::string>{""})
      out.push_back(step(key) + rest);
  for (auto const& [key, value] : b.items())
    if (!a.contains(key)) out.push_back(step(key));
  return out;
}

}  // namespace mixup
