// module: a part of the program that is loaded when a verb needs it, and not before.
#pragma once
#include <string>

namespace mixup {

/// Opens lib<name>.so beside the program (a build folder) or in ../lib*/mixup-bench of it (`cmake --install`).
/// `what` names it in errors: Exit::bug with what was looked for when it cannot be loaded.
void* open_part(std::string const& name, std::string const& what);

/// The address of `name` in it. Exit::bug when it has none.
void* part_symbol(void* part, char const* name, std::string const& what);

}  // namespace mixup
