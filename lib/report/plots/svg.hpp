// svg: gnuplot's pictures as parts of a page.
#pragma once
#include <string>

namespace mixup {

/// The drawing alone, ready to stand in HTML: inks become var(--ink-N), black the colour of the text around it; its
/// size follows the page; gnuplot's names, symbols (`svg_symbols`) and empty groups are left out. `label` is what a
/// screen reader says. A document that is not one of gnuplot's SVGs is Exit::bug.
std::string inline_svg(std::string const& document, std::string const& label);

/// The symbols that inline pictures refer to, from any of gnuplot's documents: once per page.
std::string svg_symbols(std::string const& document);

}  // namespace mixup
