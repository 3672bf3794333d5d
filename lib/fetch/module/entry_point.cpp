#include "fetch/entry_point.hpp"

#include <algorithm>
#include <set>

#include "catalog/places.hpp"
#include "core/table.hpp"
#include "fetch/bring.hpp"
#include "fetch/imagenet.hpp"

namespace mixup {
namespace {

/// Experiments whose table, at some scale or row, names the set.
std::string used_by(std::string const& name) {
  std::vector<std::string> users;
  for (auto const& table : all_tables()) {
    std::set<std::string> named(table.also_reads.begin(), table.also_reads.end());
    auto const note = [&](Json const& patch) {
      if (patch.contains("data") && patch["data"].contains("name"))
        named.insert(patch["data"]["name"].get<std::string>());
    };
    note(table.base);
    for (auto const& scale : table.scales) note(scale.run);
    for (auto const& row : table.rows) {
      note(row.run);
      for (auto const& [scale, patch] : row.scales.items()) note(patch);
    }
    if (named.count(name) > 0) users.push_back(table.experiment);
  }
  return fmt::format("{}", fmt::join(users, ", "));
}

/// What the set takes on the disk.
std::string size_of(CatalogEntry const& set) {
  int64_t bytes = set.about_bytes > 0 ? set.about_bytes : set.tree.bytes;
  for (auto const& file : set.files) bytes += set.about_bytes > 0 ? 0 : file.bytes;
  if (bytes < 1000000) return fmt::format("{} kB", (bytes + 999) / 1000);
  return bytes < 10000000000 ? fmt::format("{} MB", bytes / 1000000) : fmt::format("{} GB", bytes / 1000000000);
}

void list_sets(DataOrder const& order) {
  order.say(
      fmt::format("{:<17} {:<26} {:>7} {:<35} {:<11} {}", "name", "data set", "size", "licence", "here", "used by"));
  for (auto const& entry : data_catalog()) {
    if (entry.folder.empty()) continue;  // drawn from a definition
    auto const presence = presence_of(entry.name, order.root);
    order.say(fmt::format("{:<17} {:<26} {:>7} {:<35} {:<11} {}", entry.name, entry.title, size_of(entry),
                          entry.licence, presence.word, used_by(entry.name)));
    if (presence.word == "incomplete") order.say("  " + presence.detail);
  }
}

/// One address in place of all; what it must hold stays the same.
CatalogEntry from_address(CatalogEntry set, std::string const& address) {
  for (auto& source : set.sources) source.addresses = {address};
  auto const plain = !set.files.empty() && address.size() > set.files.front().name.size() &&
                     address.substr(address.size() - set.files.front().name.size()) == set.files.front().name;
  std::vector<Origin> fitting;
  for (auto const& source : set.sources)
    if ((source.form == "file") == plain) fitting.push_back(source);
  if (!fitting.empty()) set.sources = fitting;
  return set;
}

std::string carry_out(DataOrder const& order, std::string const& name, Bring const& bring) {
  auto const& set = find_data(name);
  if (set.sources.empty()) {  // ImageNet
    if (order.verb == "import") return import_imagenet(order.path, order.partial, bring);
    if (order.verb == "verify") return verify_imagenet(bring);
    throw error(Exit::unavailable, "{} cannot be fetched: {}", set.title, how_to_get(set));
  }
  if (order.verb == "import") return import_set(set, order.path, order.link, bring);
  if (order.verb == "verify") return verify_set(set, bring);
  return fetch_set(order.from.empty() ? set : from_address(set, order.from), bring);
}

/// The members of a group that the folder holds.
std::vector<std::string> importable(std::vector<std::string> const& names, DataOrder const& order) {
  if (order.verb != "import" || names.size() < 2) return names;
  std::vector<std::string> held;
  for (auto const& name : names) try {
      auto const& entry = find_data(name);
      data_files(entry, data_folder(entry, "", order.path));
      held.push_back(name);
    } catch (Error const& e) {
      order.notice(e.what());
    }
  if (held.empty()) throw error(Exit::unavailable, "{}: holds none of {}", order.path, fmt::join(names, ", "));
  return held;
}

}  // namespace
}  // namespace mixup

void mixup_data(mixup::DataOrder const& order) {
  using namespace mixup;
  if (order.verb == "list") return list_sets(order);
  std::vector<std::string> names, reasons;
  for (auto const& typed : order.names)
    for (auto const& name : names_of(typed))
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  if (!order.from.empty() && names.size() != 1)
    throw error(Exit::usage, "--from: got {} data sets, allowed 1", names.size());
  auto code = Exit::ok;
  for (auto const& name : importable(names, order)) {
    Bring bring;
    bring.root = order.root;
    bring.notice = order.notice;
    bring.watch = [&](DownloadTick const& tick) { order.progress(name, tick); };
    try {
      order.say(carry_out(order, name, bring));
    } catch (Error const& e) {
      if (code == Exit::ok) code = e.code;
      reasons.emplace_back(e.what());
    }
  }
  if (code != Exit::ok) throw error(code, "{}", fmt::join(reasons, "\nmixup-bench: "));
}
