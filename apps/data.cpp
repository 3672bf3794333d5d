// data: brings data sets onto this machine and proves that they are right.
#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "apps/flags.hpp"
#include "apps/module.hpp"
#include "apps/nouns.hpp"
#include "apps/streams.hpp"
#include "apps/transfer_bar.hpp"
#include "apps/verbs.hpp"
#include "catalog/places.hpp"
#include "fetch/entry_point.hpp"

namespace mixup {
namespace {

struct DataFlags {
  DataOrder order;
  bool quiet = false;
};

void carry_out(DataFlags& flags) {
  auto const what = "the part that fetches data";
  static void* const part = open_part("mixup-bench-fetch", what);
  auto const door = reinterpret_cast<decltype(&mixup_data)>(part_symbol(part, "mixup_data", what));
  TransferBar bar(flags.quiet);
  auto& order = flags.order;
  if (order.root.empty()) order.root = default_data_root();
  order.say = [](std::string const& line) {
    print_result("{}\n", line);
    flush_results();
  };
  order.notice = [&](std::string const& text) { bar.note(text); };
  order.progress = [&](std::string const& set, DownloadTick const& tick) { bar.show(set, tick); };
  door(order);
}

CLI::App* add_action(CLI::App& data, char const* name, char const* about) {
  auto* const action = data.add_subcommand(name, about);
  auto const flags = std::make_shared<DataFlags>();
  flags->order.verb = name;
  action->add_option("--data-dir", flags->order.root, "folder of all data sets [~/.cache/mixup-bench]")
      ->type_name(kFolder)
      ->envname("MIXUP_BENCH_DATA");
  std::string const verb = name;
  if (verb == "fetch" || verb == "verify")
    action->add_option("name", flags->order.names, "data sets, or uci for all of them")->type_name(kSet)->required();
  if (verb == "import") {
    flags->order.names.resize(1);
    action->add_option("name", flags->order.names.front(), "data set, or uci for all that PATH holds")
        ->type_name(kSet)
        ->required();
    action->add_option("path", flags->order.path, "an official archive, or a folder with the files")
        ->type_name(kFile)
        ->required();
    action->add_flag("--link", flags->order.link, "link the files of a folder instead of copying them");
    action->add_flag("--partial", flags->order.partial, "imagenet: accept fewer classes and photographs");
  }
  if (verb == "fetch")
    action->add_option("--from", flags->order.from, "a mirror's address of the archive of one data set")
        ->type_name("URL");
  if (verb != "list") action->add_flag("-q,--quiet", flags->quiet, "results and errors only");
  action->callback([flags] { carry_out(*flags); });
  return action;
}

}  // namespace

void add_data(CLI::App& app) {
  auto* const data = app.add_subcommand("data", "Fetch, import and check data sets")->group("Data");
  data->require_subcommand(1);
  add_action(*data, "list", "What exists, its size and licence, what uses it, whether it is here");
  add_action(*data, "fetch", "Download, check, unpack: a data folder is whole or absent");
  add_action(*data, "verify", "Hash every file again");
  add_action(*data, "import", "Take what was fetched by other means; imagenet is linked");
  add_data_cache(*data);
  auto const root = std::make_shared<std::string>();
  auto* const where = data->add_subcommand("where", "The folder of all data sets");
  where->add_option("--data-dir", *root, "folder of all data sets [~/.cache/mixup-bench]")
      ->type_name(kFolder)
      ->envname("MIXUP_BENCH_DATA");
  where->callback([root] { print_result("{}\n", require_root(root->empty() ? default_data_root() : *root)); });
  data->footer(
      "Example: mixup-bench data fetch cifar10 uci, or without a network: mixup-bench data import cifar10 "
      "cifar-10-binary.tar.gz");
}

}  // namespace mixup
