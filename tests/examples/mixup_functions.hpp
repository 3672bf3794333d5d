// mixup_functions: examples/mixup.cpp in a namespace of its own, its main under another name.
#pragma once
#include <torch/torch.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#define main example_main
namespace example {
#include "../../examples/mixup.cpp"  // all that it includes is included above
}
#undef main
