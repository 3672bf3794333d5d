// options: where a run is computed and where its data lies; nothing here belongs to the run itself.
#pragma once
#include <string>

namespace mixup {

/// Where to look for data.
struct DataPlace {
  std::string root;    // below it the official folder names: cifar-10-batches-bin, uci/iris, ...
  std::string folder;  // if not empty: the data set's own folder, given with --data PATH
};

struct Options {
  std::string device = "auto";     // auto, cpu, cuda, cuda:N
  std::string precision = "auto";  // auto, fp32, bf16
  int threads = 0;                 // 0: every core this process may use, or one for nets that gain nothing from more
  bool return_memory = false;      // give memory back to the kernel between steps, as glibc does by itself: slower
  DataPlace place;
  int decoders = 0;          // threads that read and decode photographs; 0: every core this process may use
  std::string weights;       // file to start from; Run::model.weights holds its hash
  std::string keep_weights;  // folder in which trained nets are kept and looked for; empty: neither
};

}  // namespace mixup
