#include "apps/flags.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "apps/nouns.hpp"
#include "catalog/catalog.hpp"
#include "core/error.hpp"
#include "formats/tensor_file.hpp"

namespace mixup {
namespace {

struct Flag {
  char const *name, *pointer, *noun, *help;
};

/// A flag is a field of the run. An axis of the table narrows it, any other field changes every selected row.
constexpr Flag kFlags[] = {
    {"--model", "/model/name", kModel, "net of the catalogue"},
    {"--alpha", "/method/alpha", kNumber, "alpha of Beta(alpha, alpha); 0 is ERM"},
    {"--rate", "/data/corrupt", kNumber, "share of corrupted labels, 0 ... 1"},
    {"--dropout", "/method/dropout", kNumber, "probability to drop between the convolutions of a block"},
    {"--width", "/model/width", kNumber, "times the channels of the paper's net"},
    {"--epochs", "/budget/epochs", kNumber, "passes over the training part"},
    {"--batch", "/budget/batch", kNumber, "examples a step"},
    {"--lr", "/optimizer/lr", kNumber, "initial learning rate"},
    {"--weight-decay", "/optimizer/weight_decay", kNumber, "weight decay"},
    {"--train-limit", "/data/train_limit", kNumber, "only the first N training examples; 0: all"},
    {"--test-limit", "/data/test_limit", kNumber, "only the first N test examples; 0: all"},
};

/// A number, true, false or a list as in JSON; anything else is a text (null, too: in a patch it takes a field away).
Json value_of(std::string const& typed) {
  try {
    auto const json = parse_json(typed, "--set");
    return json.is_object() || json.is_string() || json.is_null() ? Json(typed) : json;
  } catch (Error const&) {
    return typed;
  }
}

/// "method.alpha=0.5" or "/method/alpha=0.5" -> pointer and value.
std::pair<std::string, std::string> assignment(std::string const& typed) {
  auto const equals = typed.find('=');
  if (equals == std::string::npos || equals == 0)
    throw error(Exit::usage, "--set: got \"{}\", expected FIELD=VALUE, such as method.smooth=0.1", typed);
  std::string pointer = typed.substr(0, equals);
  std::replace(pointer.begin(), pointer.end(), '.', '/');
  return {pointer[0] == '/' ? pointer : "/" + pointer, typed.substr(equals + 1)};
}

bool is_data_name(std::string const& text) {
  auto const& all = data_catalog();
  return std::any_of(all.begin(), all.end(), [&](CatalogEntry const& entry) { return entry.name == text; });
}

/// The data set whose official folder a path ends in: .../cifar-10-batches-bin, .../uci/iris.
std::string name_of_folder(std::string const& path) {
  auto folder = std::filesystem::path(path).lexically_normal();
  if (folder.filename().empty()) folder = folder.parent_path();
  for (auto const& entry : data_catalog())
    if (std::filesystem::path(entry.folder).filename() == folder.filename() ||
        std::count(entry.other_folders.begin(), entry.other_folders.end(), folder.filename().string()) > 0)
      return entry.name;
  std::vector<std::string> known;
  for (auto const& entry : data_catalog())
    if (!entry.folder.empty()) known.push_back(entry.folder);
  throw error(Exit::usage, "--data {}: no data set has a folder of that name; the folders are {}", path,
              fmt::join(known, ", "));
}

}  // namespace

std::string default_data_root() {
  auto const* cache = std::getenv("XDG_CACHE_HOME");
  if (cache && *cache) return std::string(cache) + "/mixup-bench";
  auto const* home = std::getenv("HOME");
  return home && *home ? std::string(home) + "/.cache/mixup-bench" : "";
}

void add_compute_flags(CLI::App& verb, Options& options) {
  verb.add_option("--data-dir", options.place.root, "folder of all data sets [~/.cache/mixup-bench]")
      ->type_name(kFolder)
      ->envname("MIXUP_BENCH_DATA")
      ->group(kMachineFlags);
  verb.add_option("--device", options.device, "auto, cpu, cuda, cuda:N")
      ->type_name(kDevice)
      ->check(one_of(kDevice))
      ->capture_default_str()
      ->group(kMachineFlags);
  verb.add_option("--precision", options.precision, "auto, fp32, bf16")
      ->type_name(kPrecision)
      ->check(one_of(kPrecision))
      ->capture_default_str()
      ->group(kMachineFlags);
  verb.add_option("--kernels", options.kernels, "auto, fused (own operators where there are some), torch")
      ->type_name(kKernels)
      ->check(one_of(kKernels))
      ->capture_default_str()
      ->group(kMachineFlags);
  verb.add_flag("--return-memory", options.return_memory, "give memory back between steps: slower, smaller")
      ->group(kMachineFlags);
}

void add_machine_flags(CLI::App& verb, Options& options) {
  add_compute_flags(verb, options);
  verb.add_option("--threads", options.threads, "0: every core, one for small nets")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str()
      ->group(kMachineFlags);
  verb.add_option("--decoders", options.decoders, "threads that read and decode photographs; 0: every core")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str()
      ->group(kMachineFlags);
}

void add_jobs_flag(CLI::App& verb, RunFlags& flags) {
  verb.add_option("--jobs", flags.workers, "runs made at once; 0: one per core where nets are narrow, else one")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
}

void add_rank_flags(CLI::App& verb, RunFlags& flags) {
  verb.add_option("--nproc", flags.processes, "processes that make each run together (docs/distributed.md)")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  verb.add_option("--timeout", flags.options.ranks.timeout,
                  "seconds after which such a process that is silent is given up")
      ->check(CLI::Range(1.0, 86400.0))
      ->check(is_no_nan)
      ->capture_default_str();
}

void add_run_flags(CLI::App& verb, RunFlags& flags) {
  verb.add_option("--scale", flags.scale,
                  "demo (generated data), small (one machine) or paper; some have more, named below")
      ->type_name(kScale)
      ->capture_default_str();
  verb.add_option("--seeds", flags.seeds, "number of seeds, from the scale's first on")
      ->check(CLI::Range(1, 1000));  // as scales of tables
  verb.add_option("--seed", flags.seed, "one seed alone")->check(CLI::Range(0, 2147483647));
  verb.add_flag("--all", flags.all, "every row of the table");
  add_jobs_flag(verb, flags);
  add_rank_flags(verb, flags);
  verb.add_flag("--dry-run", flags.dry_run, "show the plan and its cost, run nothing");
  verb.add_flag("--again", flags.again, "replace records that exist");
  verb.add_flag("-q,--quiet", flags.quiet, "no progress");
  verb.add_option("--out", flags.out, "folder of the records")->type_name(kFolder)->capture_default_str();
  verb.add_option("--checkpoint-every", flags.options.checkpoint_every, "seconds between checkpoints within an epoch")
      ->check(CLI::Range(0.0, 86400.0))
      ->check(is_no_nan)
      ->capture_default_str();
  verb.add_option("--tensorboard", flags.tensorboard, "folder for event files of TensorBoard, one per run")
      ->type_name(kFolder);
  verb.add_flag("--keep-weights", flags.keep_weights, "keep the trained nets in weights/ below that folder");
  auto const fields = "Run (an axis of the table narrows it; a new value makes a new point)";
  verb.add_option("--data", flags.data, "data set, its folder, or \"synthetic\"")->type_name(kData)->group(fields);
  for (auto const& flag : kFlags) {
    auto const keep = [&flags, pointer = flag.pointer](std::string const& typed) {
      flags.changes.emplace_back(pointer, typed);
    };
    auto* const option = verb.add_option_function<std::string>(flag.name, keep, flag.help);
    option->type_name(flag.noun)->group(fields);
    if (!choices_of(flag.noun).empty()) option->check(one_of(flag.noun));
  }
  auto const set = [&flags](std::vector<std::string> const& typed) {
    for (auto const& one : typed) flags.sets.push_back(assignment(one));
  };
  verb.add_option("--weights", flags.options.weights, "start from this file's weights (the record names its hash)")
      ->type_name(kFile)
      ->group(fields);
  verb.add_option_function<std::vector<std::string>>("--set", set, "any field: --set method.order=3")
      ->type_name("FIELD=VALUE")
      ->group(fields);
  add_machine_flags(verb, flags.options);
}

Selection selection(RunFlags& flags) {
  Selection out;
  out.scale = flags.scale;
  out.all = flags.all;
  out.rows = flags.rows;
  if (flags.seed >= 0 && flags.seeds > 0) throw error(Exit::usage, "--seed and --seeds: give one of them");
  if (flags.seed >= 0) out.seeds = {flags.seed};
  out.count = flags.seeds;
  for (auto const& data : flags.data) {
    bool const is_name = data == "synthetic" || is_data_name(data) ||
                         (data.find('/') == std::string::npos && !std::filesystem::is_directory(data));
    auto const name = data == "synthetic" ? data : is_name ? find_data(data).name : name_of_folder(data);
    if (!is_name) flags.options.place.folder = data;
    auto& field = out.changes[data == "synthetic" ? "/data/source" : "/data/name"];
    if (!field.is_null() && field != name)
      throw error(Exit::usage, "--data: got {} and {}, a run has one data set", field.get<std::string>(), name);
    field = name;
  }
  for (auto const& [pointer, typed] : flags.changes) out.changes[pointer] = value_of(typed);
  if (!flags.options.weights.empty()) out.changes["/model/weights"] = weights_hash(flags.options.weights);
  auto const by_flags = out.changes;
  for (auto const& [pointer, typed] : flags.sets) {
    auto const value = value_of(typed);
    if (by_flags.contains(pointer) && by_flags[pointer] != value)
      throw error(Exit::usage, "{}: got {} by its flag and {} by --set, a run has one value", pointer,
                  brief(by_flags[pointer]), brief(value));
    out.changes[pointer] = value;
  }
  if (flags.keep_weights) flags.options.keep_weights = flags.out + "/weights";
  if (flags.options.place.root.empty()) flags.options.place.root = default_data_root();
  return out;
}

}  // namespace mixup
