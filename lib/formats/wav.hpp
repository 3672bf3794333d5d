// wav: a recording of one channel as floats, through libsndfile, and at another rate, through libsamplerate.
#pragma once
#include <string>
#include <vector>

namespace mixup {

struct Sound {
  std::vector<float> samples;  // of integer formats in [-1, 1)
  int rate = 0;                // samples per second
};

/// `bytes` of the WAV file `path` (which only names it), of integers, floats, A-law or mu-law; also one from a pipe,
/// whose sizes were never put in, and one without the byte that pads an odd chunk. Errors: Exit::data, with the file,
/// when it is no such file, is cut off, has more than one channel, no samples, samples that are not finite or a rate
/// outside 4,000 ... 192,000; Exit::usage in a program built without MIXUP_WITH_AUDIO.
Sound parse_sound(std::string const& bytes, std::string const& path);

/// parse_sound of a whole file. Errors: also Exit::io.
Sound read_sound(std::string const& path);

/// The sound at `rate` samples per second; frequencies that the new rate cannot hold are filtered out. The band up to
/// about 97 % of the lower rate's half is kept. A sound at `rate` is left as it is.
std::vector<float> resample(Sound const& sound, int rate);

}  // namespace mixup
