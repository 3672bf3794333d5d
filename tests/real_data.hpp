// real_data: the official files, below the folder that MIXUP_TEST_DATA names; a test that lacks them is skipped, aloud.
//
// <dir>/uci, cifar-10-batches-bin and -py, cifar-100-binary, fsdd_speech_commands, speech_commands_lists_v0.01,
// SpeechCommands/speech_commands_v0.01, imagenet_sample
#pragma once
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>

namespace mixup::test {

inline int skipped = 0;  // how often data was missing; main then ends with kSkipped, if nothing failed
constexpr int kSkipped = 77;

/// The path of what lies at `below`; "" when it is not there: the test has to end without a verdict.
inline std::string real_data(std::string const& below) {
  auto const* const root = std::getenv("MIXUP_TEST_DATA");
  auto const path = std::filesystem::path(root ? root : "") / below;
  if (root && *root && std::filesystem::exists(path)) return path.string();
  std::cout << "skipped: no " << below
            << (root && *root ? " below " + std::string(root) : ", MIXUP_TEST_DATA is not set") << std::endl;
  ++skipped;
  return "";
}

}  // namespace mixup::test
