// json: nlohmann's ordered JSON, read strictly and written readably.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace mixup {

using Json = nlohmann::ordered_json;  // ordered: a record keeps the order in which a person reads it

/// Parses `text`; an error names `where`, line and column. Refused are also duplicate keys, nesting deeper than 64
/// levels, objects of more than 1,024 keys and texts above 32 MiB: few bytes must not cost minutes or gigabytes.
Json parse_json(std::string_view text, std::string const& where);

/// Reads and parses a whole file. Errors: Exit::io when it cannot be read, Exit::data when it is not JSON.
Json read_json(std::string const& path);

/// RFC 7386 merge patch, null deletes a key.
void merge(Json& target, Json const& patch);

/// Two blanks a level; arrays of numbers stay on one line. Throws Exit::bug on NaN or infinity: JSON has none.
std::string pretty(Json const& value);

/// Sets the value at a JSON pointer ("/method/alpha") and makes the objects on the way.
void set_at(Json& target, std::string const& pointer, Json value);

/// The pointer that `text` is. Errors: Exit::usage with `where` for a text that is none, such as "/a~b" or "a/b".
Json::json_pointer pointer_of(std::string const& text, std::string const& where);

/// True when there is such a member of objects; items of lists are none (and nlohmann's contains() throws on large
/// ones).
bool has_field(Json const& value, std::string_view pointer);

/// The value, or the key, as a message shows it: one line, cut when it is long, whatever bytes it has.
std::string brief(Json const& value);
std::string brief(std::string const& key);

/// The pointers at which two documents differ, in the order of `a`, then what only `b` has.
std::vector<std::string> differing(Json const& a, Json const& b);

}  // namespace mixup
