// options: where a run is computed and where its data lies; nothing here belongs to the run itself.
#pragma once
#include <atomic>
#include <string>

#include "core/ranks.hpp"

namespace mixup {

/// The folders in which data is looked for.
struct DataPlace {
  std::string root;    // below it the official folder names: cifar-10-batches-bin, uci/iris, ...
  std::string folder;  // if not empty: the data set's own folder, given with --data PATH
};

struct Options {
  std::string device = "auto";     // auto, cpu, cuda, cuda:N
  std::string precision = "auto";  // auto, fp32, bf16
  std::string kernels = "auto";    // auto, fused, torch: the operators of lib/kernels where they fit, or LibTorch's own
  int threads = 0;                 // 0: every core this process may use, or one for nets that gain nothing from more
  bool return_memory = false;      // give memory back to the kernel between steps, as glibc does by itself: slower
  DataPlace place;
  int decoders = 0;          // threads that read and decode photographs; 0: every core this process may use
  std::string weights;       // file to start from; Run::model.weights holds its hash
  std::string keep_weights;  // folder in which trained nets are kept and looked for; empty: neither
  Ranks ranks;               // the processes that make a run together, and which of them this is
  // A run that can be gone on with:
  std::string checkpoints;                   // folder of its checkpoints; empty: none are made
  double checkpoint_every = 600;             // seconds between two of them within an epoch
  std::string build;                         // of the program: what a checkpoint says about who made it
  std::atomic<int> const* signal = nullptr;  // a signal that asks to stop at the next step; 0: none yet
};

}  // namespace mixup
