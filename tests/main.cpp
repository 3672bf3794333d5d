// main: one object with Catch2's own main, which takes long to compile (version 2 only; 3 brings a library).
#if !__has_include(<catch2/catch_test_macros.hpp>)
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
#endif
