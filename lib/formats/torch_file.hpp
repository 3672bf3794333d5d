// torch_file: what torch.save(model.state_dict(), path) leaves, read without Python and without running anything.
//
//   a zip archive:  NAME/data.pkl    the dictionary, pickled; each tensor says storage, offset, shape and strides
//                   NAME/data/0 ...  the storages, raw
#pragma once
#include "formats/pickle.hpp"
#include "formats/tensor_file.hpp"

namespace mixup {

/// `bytes` of the file at `path` (which only names it in errors). What a checkpoint keeps as "state_dict", "model"
/// or another of kWrappers (formats/weight_names) is taken out of it, with a note. Errors: Exit::data.
TensorFile parse_torch_file(std::string bytes, std::string const& path);

/// What its data.pkl may hold.
PickleRules const& torch_pickle();

}  // namespace mixup
