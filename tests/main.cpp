// main: runs the tests of a layer; 0 is all right, 77 when nothing failed and something lacked its data.
#define CATCH_CONFIG_RUNNER  // of version 2
#if __has_include(<catch2/catch_session.hpp>)
#include <catch2/catch_session.hpp>
#else
#include <catch2/catch.hpp>
#endif

#include "real_data.hpp"

int main(int argc, char* argv[]) {
  int const failed = Catch::Session().run(argc, argv);
  return failed == 0 && mixup::test::skipped > 0 ? mixup::test::kSkipped : failed;
}
