// catch2_shim: Catch2 2 or 3, included last: LibTorch brings glog, whose CHECK ends the process instead of reporting.
#pragma once
#undef CHECK
#undef CHECK_FALSE
#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
using Catch::Approx;
namespace Catch::Matchers {
inline auto Contains(std::string const& text) { return ContainsSubstring(text); }  // its name in version 2
}  // namespace Catch::Matchers
#else
#include <catch2/catch.hpp>
#endif
