// wav_chunks: what a WAV file says of itself, held against its bytes before a library reads it.
#pragma once
#include <string>

namespace mixup {

/// The file that `bytes` of `path` (which only names it) are meant to be: a header with right sizes, then the samples.
/// One from a pipe, whose sizes were never put in, is taken to its end. Errors: Exit::data when it is no WAV file, when
/// format or samples leave the file, and for other samples than PCM, floats, A-law and mu-law.
std::string plain_wav(std::string const& bytes, std::string const& path);

}  // namespace mixup
