// weight_names: what training code puts around the weights of a net and around their names, whatever the format.
#pragma once
#include <array>
#include <string_view>

#include "formats/tensor_file.hpp"

namespace mixup {

/// The dictionary's key under which a checkpoint keeps the weights, beside its optimizer and epoch. The first that is
/// there is taken.
constexpr std::array<std::string_view, 6> kWrappers = {"state_dict", "model_state_dict", "model",
                                                       "net",        "network",          "weights"};

/// Takes off, again and again, what all names begin with: "module." (DataParallel), "_orig_mod." (torch.compile) and a
/// wrapper's name (Lightning, and files whose dictionaries were made flat); leaves out counters that
/// tools put among the weights (n_averaged, total_ops, total_params). Each step is a note.
void take_off_prefixes(TensorFile& file);

}  // namespace mixup
