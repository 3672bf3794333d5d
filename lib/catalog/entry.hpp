// entry: what is known of one data set: its layout, where it is fetched from and what shows that it is right.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "formats/cifar.hpp"
#include "formats/speech_commands.hpp"
#include "formats/uci.hpp"

namespace mixup {

enum class DataKind { photographs, images, speech, table, points };

/// What the bytes of a file must be; an empty or zero figure is not known.
struct Proof {
  int64_t bytes = 0;
  std::string sha256, md5;
  std::string cited;  // where the figures were read, and whether real bytes fit them
};

struct DataFile : Proof {
  std::string name;                      // below the set's folder
  std::vector<std::string> other_names;  // that it has elsewhere
  bool folder = false;                   // it is one, with the photographs of each class in a folder
  int64_t sum = 0;                       // of all whole numbers in the file; 0: not known
  CifarFile cifar;
};

/// All files of a set together: many small ones. The digest is over "<sha256>  <name>\n" of every file, by name.
struct TreeProof : Proof {
  int64_t files = 0;
};

/// One form in which a set is offered.
struct Origin : Proof {
  std::string form;                    // tar.gz, zip, or file: the only file of the set itself
  std::vector<std::string> addresses;  // the original, then mirrors of the same bytes
  int64_t strip = 0;                   // leading folders of names in the archive that are dropped
};

struct CatalogEntry {
  std::string name, title, group, licence;
  DataKind kind = DataKind::points;
  std::string folder;                      // below the data root; empty for points, which are drawn
  std::vector<std::string> other_folders;  // names that the folder has elsewhere
  int64_t classes = 0;
  PartSizes parts;    // examples of each official part, where the set has parts
  std::string cited;  // where the layout was read
  // What the reader of the set's kind wants to know; empty for the other kinds.
  CifarSet images;
  UciSet table;
  SpeechSet speech;
  // Where it is fetched from.
  std::string page;     // of a set that cannot be fetched: where a person gets it
  std::string arrange;  // "digits": recordings/7_jackson_32.wav become seven/jackson_nohash_32.wav, with lists
  std::vector<Origin> sources;
  int64_t about_bytes = 0;         // unpacked, for people; 0: the files say it
  int64_t most_archive_bytes = 0;  // caps on what is fetched and unpacked; 0: the source's own size
  int64_t most_bytes = 0, most_entries = 0;
  std::vector<DataFile> files;  // in the order in which the reader wants them; empty: a tree of clips
  TreeProof tree;
};

/// Strict; errors name `where`: unknown fields, addresses that are not https, checksums of a wrong length, figures
/// without a word on where they were read, a set that cannot be had.
CatalogEntry parse_entry(Json const& json, std::string const& where);

}  // namespace mixup
