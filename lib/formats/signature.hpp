// signature: what a file is by its first bytes, for refusals that name what was given instead.
#pragma once
#include <string_view>

namespace mixup {

/// "a FLAC sound", "a page of HTML", ... or "of no known kind". `bytes`: the whole file, or its first 512 bytes.
char const* kind_of_file(std::string_view bytes);

/// True for a text that came in place of a file: a pointer of Git LFS, a page of HTML.
bool is_stand_in(std::string_view bytes);

}  // namespace mixup
