// sources: the JSON is checked as a whole before anything is fetched.
#include "fetch/sources.hpp"

#include <algorithm>

#include "fetch/address.hpp"
#include "formats/catalog.hpp"

namespace mixup {

extern char const* const kSourcesText;  // sources.json (cmake/embed.cmake)

namespace {

struct SourceList {
  std::string about;
  std::vector<SourceSet> sets;
};

}  // namespace

template <class F>
void fields(F& f, Proof& p) {
  f("name", p.name);
  f("bytes", p.bytes, {0});
  f("sha256", p.sha256);
  f("md5", p.md5);
  f("sum", p.sum);
  f("cited", p.cited);
}

template <class F>
void fields(F& f, TreeProof& t) {
  f("files", t.files, {0});
  f("bytes", t.bytes, {0});
  f("sha256", t.sha256);
  f("cited", t.cited);
}

template <class F>
void fields(F& f, Origin& s) {
  f("form", s.form);
  f("addresses", s.addresses);
  f("bytes", s.bytes, {0});
  f("sha256", s.sha256);
  f("md5", s.md5);
  f("strip", s.strip, {0, 8});
  f("cited", s.cited);
}

template <class F>
void fields(F& f, SourceSet& s) {
  f("name", s.name);
  f("group", s.group);
  f("title", s.title);
  f("licence", s.licence);
  f("about_bytes", s.about_bytes, {0});
  f("arrange", s.arrange);
  f("sources", s.sources);
  f("most_archive_bytes", s.most_archive_bytes, {0});
  f("most_bytes", s.most_bytes, {1});
  f("most_entries", s.most_entries, {1});
  f("files", s.files);
  f("tree", s.tree);
}

template <class F>
void fields(F& f, SourceList& l) {
  f("about", l.about);
  f("sets", l.sets);
}

namespace {

void require_digest(std::string const& digest, size_t length, std::string const& where) {
  bool const hex = digest.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!digest.empty() && (!hex || digest.size() != length))
    throw error(Exit::usage, "{}: got {}, allowed {} lower-case hexadecimal digits", where, digest, length);
}

template <class Proven>
void require_cited(Proven const& proven, std::string const& where) {
  require_digest(proven.sha256, 64, where + "/sha256");
  if (proven.cited.empty()) throw error(Exit::usage, "{}: says nowhere where it was read (cited)", where);
}

void require_source(Origin const& source, SourceSet const& set, std::string const& where) {
  require_cited(source, where);
  require_digest(source.md5, 32, where + "/md5");
  if (source.form != "tar.gz" && source.form != "zip" && !(source.form == "file" && set.files.size() == 1))
    throw error(Exit::usage, "{}/form: got {}, allowed tar.gz, zip, and file of a set with one file", where,
                source.form);
  if (source.addresses.empty()) throw error(Exit::usage, "{}/addresses: got none, allowed one or more", where);
  for (auto const& address : source.addresses)
    if (scheme_of(address) != Scheme::https)
      throw error(Exit::usage, "{}/addresses: got {}, allowed https://...", where, address);
}

}  // namespace

std::vector<SourceSet> parse_sources(Json const& json, std::string const& where) {
  auto const list = from_json<SourceList>(json, where);
  for (auto const& set : list.sets) {
    auto const at = where + "/" + set.name;
    find_data(set.name);
    if (set.sources.empty()) throw error(Exit::usage, "{}/sources: got none, allowed one or more", at);
    for (auto const& source : set.sources) require_source(source, set, at + "/sources");
    for (auto const& file : set.files) {
      require_cited(file, at + "/" + file.name);
      require_digest(file.md5, 32, at + "/" + file.name + "/md5");
    }
    if (!set.tree.sha256.empty()) require_cited(set.tree, at + "/tree");
  }
  return list.sets;
}

std::vector<SourceSet> const& all_sources() {
  static auto const sets = parse_sources(parse_json(kSourcesText, "sources.json"), "sources.json");
  return sets;
}

SourceSet const* find_source(std::string const& name) {
  auto const& all = all_sources();
  auto const it = std::find_if(all.begin(), all.end(), [&](SourceSet const& set) { return set.name == name; });
  return it == all.end() ? nullptr : &*it;
}

std::vector<std::string> names_of(std::string const& typed) {
  std::string name = typed;
  std::replace(name.begin(), name.end(), '-', '_');
  std::vector<std::string> members, known;
  for (auto const& set : all_sources())
    if (set.group == name) members.push_back(set.name);
  if (!members.empty()) return members;
  for (auto const& entry : data_catalog()) {
    if (entry.kind == DataKind::points) continue;  // drawn from a definition
    if (entry.name == name) return {name};
    known.push_back(entry.name);
  }
  throw error(Exit::usage, "there are no files of a data set \"{}\"; the data sets are {}, and uci for seven of them",
              typed, fmt::join(known, ", "));
}

}  // namespace mixup
