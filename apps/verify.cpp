// verify: judges the kept net of a record again.
#include <fmt/format.h>

#include <memory>

#include "apps/flags.hpp"
#include "apps/nouns.hpp"
#include "apps/streams.hpp"
#include "apps/terminal.hpp"
#include "apps/training_part.hpp"
#include "apps/verbs.hpp"
#include "core/error.hpp"

namespace mixup {
namespace {

/// As the record was made, where this machine can.
void as_recorded(Options& options, Record const& record) {
  auto const& made = record.outcome.environment;
  if (options.precision == "auto" && made.contains("precision"))
    options.precision = made["precision"] == "fp32" ? "fp32" : "bf16";
  if (options.kernels == "auto") options.kernels = made.value("kernels", "torch") == "torch" ? "torch" : "fused";
  if (options.threads == 0 && made.contains("threads")) options.threads = made["threads"].get<int>();
}

int check(std::string const& name, Record const& record, Options const& options) {
  if (auto const& curve = table_of(record.run.experiment).curve; curve != Table().curve)
    throw error(Exit::usage, "{}: counts its {}, allowed are records of a {}", name, curve, Table().curve);
  Terminal terminal("verify", /*quiet=*/false);
  terminal.doing("loading LibTorch, judging the net");
  Json found;
  training_part().verify(record, options, terminal, found);
  auto const& error = found["test_error"];
  auto const& hash = found["parameters"];
  auto const stored = hash[0].get<std::string>();
  print_result("{}: {}\n", name, found["agrees"].get<bool>() ? "verified" : "does NOT agree");
  print_result("  weights     {}\n", found["weights"].get<std::string>());
  print_result("  parameters  {} (recorded {})\n", hash[1].get<std::string>(), stored.empty() ? "none" : stored);
  print_result("  last error  {:.6g} % (recorded {:.6g} %)\n", error[1].get<double>(), error[0].get<double>());
  return found["agrees"].get<bool>() ? 0 : static_cast<int>(Exit::failed);
}

}  // namespace

void add_verify(CLI::App& app, Program& program) {
  struct Flags {
    std::string record, from = "results", weights;
    Options options;
  };
  auto* const verb =
      app.add_subcommand("verify", "Judge the kept net of a record again (--keep-weights)")->group("Results");
  auto const flags = std::make_shared<Flags>();
  verb->add_option("record", flags->record, "a record: its file, or <experiment>/<scale>/<row>-s<seed>")
      ->type_name(kRecord)
      ->required();
  verb->add_option("--from", flags->from, "folder of the records")->type_name(kFolder)->capture_default_str();
  verb->add_option("--kept", flags->weights, "folder of the nets [weights/ below the records]")->type_name(kFolder);
  add_machine_flags(*verb, flags->options);
  verb->callback([flags, &program] {
    auto const record = find_record(flags->record, flags->from);
    auto options = flags->options;
    options.keep_weights = flags->weights.empty() ? flags->from + "/weights" : flags->weights;
    if (options.place.root.empty()) options.place.root = default_data_root();
    as_recorded(options, record);
    program.exit_code = check(flags->record, record, options);
  });
}

}  // namespace mixup
