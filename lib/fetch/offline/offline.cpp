// offline: what stands in for downloads and archives in a program without them (-DMIXUP_WITH_FETCH=OFF).
#include "core/error.hpp"
#include "fetch/download.hpp"
#include "fetch/unpack.hpp"

namespace mixup {
namespace {

Error not_built(std::string const& what) {
  return error(Exit::usage,
               "{}: this program was built without downloads and archives (-DMIXUP_WITH_FETCH=ON needs "
               "libcurl4-openssl-dev and libarchive-dev); fetch and unpack it by other means, then: mixup-bench data "
               "import NAME FOLDER",
               what);
}

}  // namespace

void download(std::string const& address, std::string const&, DownloadLimits const&, DownloadWatch const&) {
  throw not_built(address);
}

void unpack(std::string const& archive, std::string const&, UnpackLimits const&) { throw not_built(archive); }

}  // namespace mixup
