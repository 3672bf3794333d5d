// speech: spoken words as a data set: clips read or generated, one second each, as spectrograms or as waveforms.
#pragma once
#include "data/dataset.hpp"
#include "formats/speech_commands.hpp"

namespace mixup {

/// The clips of a part in an order whose beginning is a fair sample: word by word in turn, within a word by a fixed
/// shuffle of the names, so that no word, speaker or letter of the alphabet comes first. A limit takes the first N.
std::vector<Utterance> in_turns(std::vector<Utterance> const& all, Part part);

/// Parts for training, validation and test; `folder` is empty for generated clips, `key` differs when their bytes do.
/// data.test_limit holds for the validation part, too. Clips longer than a second are cut off behind it. Errors:
/// Exit::usage for limits beyond the set and for waveforms that are to be padded last (data.pad_last); Exit::data for
/// clips that cannot be read or are shorter than kShortestSpeech samples.
Splits load_speech(DataSpec const& spec, std::string const& folder, std::string const& key);

}  // namespace mixup
