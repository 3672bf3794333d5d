// event_file: curves as TensorBoard reads them.
//
//   events.out.tfevents.<seconds>.<host>: records of  8 bytes length │ CRC │ an Event │ CRC   (CRC-32C, masked)
//   Event: protocol buffer of tensorflow/core/util/event.proto: 1 wall_time, 2 step, 3 file_version, 5 summary
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/output.hpp"

namespace mixup {

class EventFile {
 public:
  /// Makes `folder` and a file in it. Errors: Exit::io.
  explicit EventFile(std::string const& folder);

  /// Numbers of one step, {"test/error", 4.2}.
  void scalars(int64_t step, std::vector<std::pair<std::string, double>> const& values);

 private:
  void record(std::string const& event);

  OutputFile file_;
};

/// CRC-32C (Castagnoli; RFC 3720, appendix B.4): 0xe3069283 of "123456789".
uint32_t crc32c(std::string_view bytes);

}  // namespace mixup
