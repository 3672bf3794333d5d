// utf8: the one way in which texts that others wrote come in, whatever their format.
#pragma once
#include <string>
#include <string_view>

namespace mixup {

/// `bytes` without a byte order mark at the start. Errors: Exit::data with `where` and the byte, for UTF-16, for a
/// zero, which no text has, and for what is not UTF-8 (RFC 3629).
std::string_view utf8_text(std::string_view bytes, std::string const& where);

}  // namespace mixup
