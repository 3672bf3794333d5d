// data: what is done to data sets before they are trained on.
#include "apps/verbs.hpp"

namespace mixup {

void add_data(CLI::App& app) {
  auto* const data = app.add_subcommand("data", "Prepare data sets")->group("Data");
  data->require_subcommand(1);
  add_data_cache(*data);
}

}  // namespace mixup
