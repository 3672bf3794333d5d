#include "formats/signature.hpp"

namespace mixup {
namespace {

struct Signature {
  size_t at;
  std::string_view bytes;
  char const* name;
};

// What people have where a photograph, a sound or weights are expected.
constexpr Signature kSignatures[] = {
    {0, "version https://git-lfs", "a pointer of Git LFS (git lfs pull fetches the file itself)"},
    {0, "<!DOCTYPE", "a page of HTML, not the file that it speaks of"},
    {0, "<!doctype", "a page of HTML, not the file that it speaks of"},
    {0, "<html", "a page of HTML, not the file that it speaks of"},
    {0, "\xff\xd8\xff", "a JPEG image"},
    {0, "\x89PNG", "a PNG image"},
    {8, "WEBP", "a WebP image"},
    {0, "GIF8", "a GIF image"},
    {0, "BM", "a BMP image"},
    {0, std::string_view("II*\0", 4), "a TIFF image"},
    {0, std::string_view("MM\0*", 4), "a TIFF image"},
    {4, "ftyp", "a file of the MP4 family (HEIC, AVIF, M4A, ...)"},
    {0, "RF64", "an RF64 sound"},
    {0, "RIFX", "a big-endian WAV sound"},
    {8, "WAVE", "a WAV sound"},
    {0, "NIST_1A", "a sound of NIST SPHERE (sox IN.wav OUT.wav writes WAV)"},
    {0, "fLaC", "a FLAC sound"},
    {0, "OggS", "an Ogg sound"},
    {0, "ID3", "an MP3 sound"},
    {0, "\xff\xfb", "an MP3 sound"},
    {0, "FORM", "an AIFF sound"},
    {0, ".snd", "an AU sound"},
    {0, "\x89HDF", "an HDF5 file, as Keras writes"},
    {0, "\x93NUMPY", "an array of numpy"},
    {0, "\x1f\x8b", "a gzip archive"},
    {0, "PK\3\4", "a zip archive"},
    {257, "ustar", "a tar archive"},
    {0, "{", "a text of JSON"},
};

}  // namespace

bool is_stand_in(std::string_view bytes) {
  constexpr size_t kStandIns = 4;  // the first of the list
  for (size_t i = 0; i < kStandIns; ++i)
    if (bytes.substr(0, kSignatures[i].bytes.size()) == kSignatures[i].bytes) return true;
  return false;
}

char const* kind_of_file(std::string_view bytes) {
  for (auto const& [at, mark, name] : kSignatures)
    if (bytes.size() >= at && bytes.substr(at, mark.size()) == mark) return name;
  return bytes.empty() ? "empty" : "of no known kind";
}

}  // namespace mixup
