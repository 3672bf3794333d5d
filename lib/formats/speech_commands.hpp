// speech_commands: Google's layout for sets of spoken words (section 3.3): one folder of clips per word, and two
// lists that name the clips for validation and for the test.
//
// Speech Commands v0.01 is the set of the paper, by its 30 words. The Free Spoken Digit Dataset, ten words of six
// speakers, is small enough for a machine without a GPU. Both are in catalog/sets/.
#pragma once
#include <string>
#include <vector>

#include "core/folder.hpp"
#include "formats/file.hpp"

namespace mixup {

enum class Part { train, validation, test };

/// How many examples each part of the official set has.
struct PartSizes {
  int64_t train = 0, validation = 0, test = 0;

  int64_t of(Part part) const { return part == Part::train ? train : part == Part::validation ? validation : test; }
};

struct Utterance {
  std::string file;  // below the set's folder: "bed/0c40e715_nohash_0.wav"
  int64_t word;      // position among the set's words
  Part part;
};

struct SpeechSet {
  std::string name;
  std::vector<std::string> words;  // sorted, as the folders are called
  PartSizes parts;
};

/// The part that TensorFlow's rule gives a clip, 10 % validation and 10 % test: by the SHA-1 of what stands before
/// "_nohash_" in the file's name, so that all clips of a speaker fall into the same part. Google's lists were made by
/// it (README.md of the set).
Part which_part(std::string const& file);

/// All clips, .wav in any case, sorted by word and file. Folders whose names begin with "_" are left out (background
/// noise). Without both lists, `which_part` decides. `partial` accepts missing words, missing clips and lists that name
/// clips that are not there. `left_out`, if given, receives the other files beside the clips, and clips outside of a
/// word. Errors: Exit::data with the folder, the link that leads nowhere, or list and line.
std::vector<Utterance> list_utterances(SpeechSet const& set, std::string const& folder, bool partial,
                                       Names* left_out = nullptr);

/// Name of the folder, bytes of all clips, and one SHA-256 over the name, part, length and bytes of each, in order.
FileIdentity identify_utterances(std::string const& folder, std::vector<Utterance> const& utterances);

}  // namespace mixup
