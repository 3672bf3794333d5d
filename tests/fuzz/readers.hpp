// readers: every reader of files that others wrote, as a function of the file's bytes: what libFuzzer calls
// (target.cpp) and what the test of hostile files replays (hostile_test.cpp).
//
// A reader may return or throw mixup::Error, but for Exit::bug. Everything else that comes out of it is a mistake of
// ours: another exception, a signal, a sanitizer's report, gigabytes, ten seconds.
#pragma once
#include <string>
#include <vector>

#include "core/error.hpp"

namespace mixup::test {

struct FuzzReader {
  char const* name;  // of its folder in tests/fuzz/corpus
  void (*read)(std::string const& bytes);
};

std::vector<FuzzReader> data_readers();     // CIFAR, UCI, ARFF, WAV
std::vector<FuzzReader> image_readers();    // JPEG, PNG, PPM, the cache of images
std::vector<FuzzReader> weights_readers();  // safetensors, torch.save, pickles
std::vector<FuzzReader> json_readers();     // tables, records, manifests, data sets

/// All of them.
std::vector<FuzzReader> const& fuzz_readers();

/// Exit::bug for a name that there is not.
FuzzReader const& find_reader(std::string const& name);

/// What came out: Exit::ok when it returned. Other exceptions than Error pass through.
Error outcome_of(FuzzReader const& reader, std::string const& bytes);

}  // namespace mixup::test
