// json: nlohmann's ordered JSON, read strictly and written readably.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace mixup {

using Json = nlohmann::ordered_json;  // ordered: a record keeps the order in which a person reads it

/// Parses `text`; an error names `where`, line and column. Duplicate keys and nesting deeper than 64 are refused.
Json parse_json(std::string_view text, std::string const& where);

/// Reads and parses a whole file. Errors: Exit::io when it cannot be read, Exit::data when it is not JSON.
Json read_json(std::string const& path);

/// RFC 7386 merge patch, null deletes a key.
void merge(Json& target, Json const& patch);

/// Two blanks a level; arrays of numbers stay on one line. Throws Exit::bug on NaN or infinity: JSON has none.
std::string pretty(Json const& value);

/// Sets the value at a JSON pointer ("/method/alpha") and makes the objects on the way.
void set_at(Json& target, std::string const& pointer, Json value);

/// The pointers at which two documents differ, in the order of `a`, then what only `b` has.
std::vector<std::string> differing(Json const& a, Json const& b);

}  // namespace mixup
