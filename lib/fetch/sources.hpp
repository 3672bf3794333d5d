// sources: where each data set is fetched from and what shows that it is right (sources.json, compiled in).
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/fields.hpp"

namespace mixup {

/// What a file must be; an empty or zero part is not known.
struct Proof {
  std::string name;  // below the set's folder
  int64_t bytes = 0;
  std::string sha256, md5;
  int64_t sum = 0;    // of all whole numbers in the file
  std::string cited;  // where the figures were read, and whether real bytes fit them
};

/// All files of a set together: many small ones.
struct TreeProof {
  int64_t files = 0, bytes = 0;
  std::string sha256;  // over "<sha256 of the file>  <name>\n" of every file, sorted by name
  std::string cited;
};

/// One form in which a set is offered.
struct Origin {
  std::string form;                    // tar.gz, zip, or file: the only file of the set itself
  std::vector<std::string> addresses;  // the original, then mirrors of the same bytes
  int64_t bytes = 0;
  std::string sha256, md5;
  int64_t strip = 0;  // leading folders of names in the archive that are dropped
  std::string cited;
};

struct SourceSet {
  std::string name, group, title, licence;
  std::string arrange;  // "digits": recordings/7_jackson_32.wav become seven/jackson_nohash_32.wav, with lists
  std::vector<Origin> sources;
  int64_t about_bytes = 0;         // unpacked, for people; 0: the files say it
  int64_t most_archive_bytes = 0;  // caps on what is fetched and unpacked; 0: the source's own size
  int64_t most_bytes = 0, most_entries = 0;
  std::vector<Proof> files;  // empty: a tree of clips
  TreeProof tree;
};

/// Strict; errors name `where`: unknown fields, addresses that are not https, checksums of a wrong length, checksums
/// without a word on where they were read.
std::vector<SourceSet> parse_sources(Json const& json, std::string const& where);

/// The sets that can be fetched, compiled in.
std::vector<SourceSet> const& all_sources();

/// nullptr when the set cannot be fetched.
SourceSet const* find_source(std::string const& name);

/// "cifar10", "speech-commands" or the group "uci" -> names of the catalogue. Exit::usage with what there is.
std::vector<std::string> names_of(std::string const& typed);

}  // namespace mixup
