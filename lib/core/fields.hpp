// fields: one list of fields per spec struct serves to read it strictly, to write it and to name what is allowed.
//
//   struct Pair { Among among = Among::all; int64_t k = 200; };
//   template <class F> void fields(F& f, Pair& p) { f("among", p.among); f("k", p.k, {1, 1000}); }
//
//   auto pair = from_json<Pair>(json, "/method/pair");      // a misspelt key fails with its path and the known keys
//   Json back = to_json(pair);
#pragma once
#include <fmt/ranges.h>  // fmt::join lives here from fmt 11 on

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

#include "core/error.hpp"
#include "core/json.hpp"

namespace mixup {

/// Inclusive bounds of a number.
struct Range {
  double low = std::numeric_limits<double>::lowest(), high = std::numeric_limits<double>::max();
};

template <class T>
struct is_list : std::false_type {};
template <class T>
struct is_list<std::vector<T>> : std::true_type {};

/// Reads the fields of one object; keys nobody asks for are an error.
class FieldReader {
 public:
  FieldReader(Json const& object, std::string path) : object_(object), path_(std::move(path)) {
    if (!object.is_object()) throw error(Exit::usage, "{}: got {}, expected an object", path_, brief(object));
  }

  template <class T>
  void operator()(char const* name, T& value, Range range = {}) {
    known_.emplace_back(name);
    if (auto it = object_.find(name); it != object_.end()) read(*it, path_ + "/" + name, value, range);
  }

  /// Throws when the object has a key that no field has.
  void finish() const {
    for (auto const& [key, value] : object_.items())
      if (std::find(known_.begin(), known_.end(), key) == known_.end())
        throw error(Exit::usage, "{}/{}: no such field; the fields are {}", path_, brief(key), fmt::join(known_, ", "));
  }

 private:
  template <class T>
  static void read(Json const& json, std::string const& path, T& value, Range range);

  Json const& object_;
  std::string path_;
  std::vector<std::string> known_;
};

/// Writes every field, in the order of the list.
class FieldWriter {
 public:
  template <class T>
  void operator()(char const* name, T& value, Range = {}) {
    if constexpr (std::is_enum_v<T>)
      out[name] = names(T{})[static_cast<size_t>(value)];
    else if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string> || std::is_same_v<T, Json> ||
                       is_list<T>::value)
      out[name] = value;
    else {
      FieldWriter inner;
      fields(inner, value);
      out[name] = inner.out;
    }
  }
  Json out = Json::object();
};

/// The fields themselves, in the order of the list, to compare two structs field by field.
class FieldList {
 public:
  template <class T>
  void operator()(char const*, T& value, Range = {}) {
    if constexpr (std::is_enum_v<T> || std::is_arithmetic_v<T> || std::is_same_v<T, std::string> ||
                  std::is_same_v<T, Json> || is_list<T>::value)
      fields_.push_back({&value, [](void const* a, void const* b) {
                           return *static_cast<T const*>(a) == *static_cast<T const*>(b);
                         }});
    else
      fields(*this, value);
  }

  /// Compares two structs of one type.
  bool operator==(FieldList const& other) const {
    for (size_t i = 0; i < fields_.size(); ++i)
      if (!fields_[i].equal(fields_[i].value, other.fields_[i].value)) return false;
    return true;
  }

 private:
  struct Field {
    void const* value;
    bool (*equal)(void const*, void const*);
  };
  std::vector<Field> fields_;
};

/// True when all fields are equal: what to_json(a) == to_json(b) says, at a hundredth of the cost.
template <class T>
bool same_fields(T a, T b) {
  FieldList of_a, of_b;
  fields(of_a, a);
  fields(of_b, b);
  return of_a == of_b;
}

/// `object` merged over T's defaults. Errors: Exit::usage with path, what was given and what is allowed.
template <class T>
T from_json(Json const& object, std::string const& path) {
  T value{};
  FieldReader reader(object, path);
  fields(reader, value);
  reader.finish();
  return value;
}

template <class T>
Json to_json(T value) {
  FieldWriter writer;
  fields(writer, value);
  return writer.out;
}

template <class T>
void FieldReader::read(Json const& json, std::string const& path, T& value, Range range) {
  auto const wrong = [&](std::string const& allowed) {
    return error(Exit::usage, "{}: got {}, allowed {}", path, brief(json), allowed);
  };
  if constexpr (std::is_enum_v<T>) {
    auto const known = names(T{});
    size_t i = 0;
    while (i < known.size() && !(json.is_string() && json.get<std::string>() == known[i])) ++i;
    if (i == known.size()) throw wrong(fmt::format("{}", fmt::join(known, ", ")));
    value = static_cast<T>(i);
  } else if constexpr (std::is_same_v<T, bool>) {
    if (!json.is_boolean()) throw wrong("true, false");
    value = json.get<bool>();
  } else if constexpr (std::is_arithmetic_v<T>) {
    bool const kind = std::is_integral_v<T> ? json.is_number_integer() : json.is_number();
    double const number = kind ? json.get<double>() : 0.0;
    bool const wraps = std::is_integral_v<T> && json.is_number_unsigned() &&
                       json.get<uint64_t>() > static_cast<uint64_t>(std::numeric_limits<int64_t>::max());
    double const low = std::max(range.low, static_cast<double>(std::numeric_limits<T>::lowest()));
    double const high = std::min(range.high, static_cast<double>(std::numeric_limits<T>::max()));
    if (!kind || wraps || !std::isfinite(number) || number < low || number > high)
      throw wrong(fmt::format("{} {} ... {}", std::is_integral_v<T> ? "whole numbers" : "numbers", low, high));
    value = json.get<T>();
  } else if constexpr (std::is_same_v<T, std::string>) {
    if (!json.is_string()) throw wrong("a text");
    value = json.get<std::string>();
  } else if constexpr (std::is_same_v<T, Json>) {  // a patch or free figures: any object
    if (!json.is_object()) throw wrong("an object");
    value = json;
  } else if constexpr (is_list<T>::value) {
    if (!json.is_array()) throw wrong("a list");
    value.clear();
    for (size_t i = 0; i < json.size(); ++i) {
      typename T::value_type item{};
      read(json[i], fmt::format("{}/{}", path, i), item, range);
      value.push_back(item);
    }
  } else {
    FieldReader inner(json, path);
    fields(inner, value);
    inner.finish();
  }
}

}  // namespace mixup
