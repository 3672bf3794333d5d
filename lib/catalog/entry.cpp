// entry: the fields of a set's JSON, and what is wrong with a set before anything is read or fetched.
#include "catalog/entry.hpp"

#include <array>

#include "catalog/address.hpp"
#include "core/fields.hpp"

namespace mixup {

std::array<char const*, 5> names(DataKind) { return {"photographs", "images", "speech", "table", "points"}; }
std::array<char const*, 3> names(UciForm) { return {"comma", "blanks_labelled", "arff"}; }

constexpr double kMostExamples = 1e9;  // more than any set has, and sums of them overflow nothing

template <class F>
void proof_fields(F& f, Proof& p) {
  f("bytes", p.bytes, {0});
  f("sha256", p.sha256);
  f("md5", p.md5);
  f("cited", p.cited);
}

template <class F>
void fields(F& f, DataFile& d) {
  f("name", d.name);
  f("other_names", d.other_names);
  f("folder", d.folder);
  f("records", d.cifar.records, {0, kMostExamples});
  f("train", d.cifar.train);
  f("python_md5", d.cifar.python_md5);
  f("sum", d.sum);
  proof_fields(f, d);
}

template <class F>
void fields(F& f, TreeProof& t) {
  f("files", t.files, {0});
  proof_fields(f, t);
}

template <class F>
void fields(F& f, Origin& o) {
  f("form", o.form);
  f("addresses", o.addresses);
  f("strip", o.strip, {0, 8});
  proof_fields(f, o);
}

template <class F>
void fields(F& f, PartSizes& p) {
  f("train", p.train, {0, kMostExamples});
  f("validation", p.validation, {0, kMostExamples});
  f("test", p.test, {0, kMostExamples});
}

template <class F>
void fields(F& f, CifarSet& s) {
  f("labels", s.labels);
  f("mean", s.mean);
  f("std", s.std);
}

template <class F>
void fields(F& f, UciNominal& n) {
  f("column", n.column, {0});
  f("values", n.values);
}

template <class F>
void fields(F& f, UciSet& s) {
  f("form", s.form);
  f("rows", s.rows, {1, kMostExamples});
  f("columns", s.columns, {1, kMostExamples});
  f("classes", s.classes);
  f("nominal", s.nominal);
  f("missing", s.missing);
}

template <class F>
void fields(F& f, CatalogEntry& e) {
  f("name", e.name);
  f("title", e.title);
  f("group", e.group);
  f("kind", e.kind);
  f("folder", e.folder);
  f("other_folders", e.other_folders);
  f("licence", e.licence);
  f("classes", e.classes, {1, kMostExamples});
  f("parts", e.parts);
  f("cited", e.cited);
  f("images", e.images);
  f("table", e.table);
  f("words", e.speech.words);
  f("page", e.page);
  f("arrange", e.arrange);
  f("sources", e.sources);
  f("about_bytes", e.about_bytes, {0});
  f("most_archive_bytes", e.most_archive_bytes, {0});
  f("most_bytes", e.most_bytes, {1});
  f("most_entries", e.most_entries, {1});
  f("files", e.files);
  f("tree", e.tree);
}

namespace {

/// What follows from other fields is not written twice.
void derive(CatalogEntry& e) {
  e.images.name = e.table.name = e.speech.name = e.name;
  for (auto const& file : e.files) {
    if (file.cifar.records == 0) continue;
    e.images.files.push_back(file.cifar);
    (file.cifar.train ? e.parts.train : e.parts.test) += file.cifar.records;
  }
  e.speech.parts = e.parts;
  if (!e.images.labels.empty()) e.classes = e.images.classes();
  if (!e.table.classes.empty()) e.classes = static_cast<int64_t>(e.table.classes.size());
  if (!e.speech.words.empty()) e.classes = static_cast<int64_t>(e.speech.words.size());
}

void require_digest(std::string const& digest, size_t length, std::string const& where) {
  bool const hex = digest.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!digest.empty() && (!hex || digest.size() != length))
    throw error(Exit::usage, "{}: got {}, allowed {} lower-case hexadecimal digits", where, brief(digest), length);
}

void require_proof(Proof const& proof, std::string const& where) {
  require_digest(proof.sha256, 64, where + "/sha256");
  require_digest(proof.md5, 32, where + "/md5");
  if (proof.cited.empty()) throw error(Exit::usage, "{}: says nowhere where it was read (cited)", where);
}

void require_origin(Origin const& origin, CatalogEntry const& entry, std::string const& where) {
  require_proof(origin, where);
  if (origin.form != "tar.gz" && origin.form != "zip" && !(origin.form == "file" && entry.files.size() == 1))
    throw error(Exit::usage, "{}/form: got {}, allowed tar.gz, zip, and file of a set with one file", where,
                brief(origin.form));
  if (origin.addresses.empty()) throw error(Exit::usage, "{}/addresses: got none, allowed one or more", where);
  for (auto const& address : origin.addresses)
    if (scheme_of(address) != Scheme::https)
      throw error(Exit::usage, "{}/addresses: got {}, allowed https://...", where, brief(address));
}

void require_whole(CatalogEntry const& e, std::string const& where) {
  auto const need = [&](bool given, char const* field, char const* why) {
    if (!given) throw error(Exit::usage, "{}/{}: got none, {}", where, field, why);
  };
  need(!e.name.empty(), "name", "every set has one");
  need(e.classes > 0, "classes", "every set has some");
  need(!e.cited.empty(), "cited", "it says where the layout was read");
  if (e.kind == DataKind::points) return need(e.parts.train > 0, "parts/train", "so many points are drawn");
  need(!e.folder.empty(), "folder", "the set lies in it");
  need(!e.files.empty() || !e.speech.words.empty(), "files", "a set has files or words");
  need(!e.sources.empty() || !e.page.empty(), "sources", "a set is fetched, or had from a page");
  need(e.sources.empty() || (e.most_bytes > 0 && e.most_entries > 0), "most_bytes", "what is unpacked has caps");
}

}  // namespace

CatalogEntry parse_entry(Json const& json, std::string const& where) {
  auto entry = from_json<CatalogEntry>(json, where);
  if (!json.contains("kind")) throw error(Exit::usage, "{}/kind: got none, every set has one", where);
  derive(entry);
  require_whole(entry, where);
  for (auto const& origin : entry.sources) require_origin(origin, entry, where + "/sources");
  for (auto const& file : entry.files) require_proof(file, where + "/files/" + brief(file.name));
  if (!entry.tree.sha256.empty()) require_proof(entry.tree, where + "/tree");
  return entry;
}

}  // namespace mixup
