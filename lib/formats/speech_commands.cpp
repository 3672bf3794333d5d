// speech_commands: everything that is not a word's folder, a clip of it or a list is refused or named here.
#include "formats/speech_commands.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>

#include "core/error.hpp"
#include "core/folder.hpp"
#include "digest/digest.hpp"
#include "formats/memo.hpp"
#include "formats/text.hpp"

namespace mixup {
namespace fs = std::filesystem;
namespace {

constexpr std::array<std::pair<char const*, Part>, 2> kPartLists = {
    {{"validation_list.txt", Part::validation}, {"testing_list.txt", Part::test}}};

bool is_clip(std::string const& name) { return has_extension(name, {".wav"}); }

/// Lists name clips with the ending in small letters, wherever a copy has been.
std::string listed_name(std::string const& file) { return fs::path(file).replace_extension(".wav").string(); }

/// A word that only v0.02 of Google's set has (Warden 2018).
bool is_second_version(std::string const& word) {
  constexpr std::array<char const*, 5> kNew = {"backward", "follow", "forward", "learn", "visual"};
  return std::find(kNew.begin(), kNew.end(), word) != kNew.end();
}

/// The clips of one word, for training until a list says otherwise.
void add_word(std::vector<Utterance>& all, SpeechSet const& set, std::string const& folder, std::string const& word,
              Names* left_out) {
  auto const at = std::find(set.words.begin(), set.words.end(), word);
  if (at == set.words.end())
    throw error(
        Exit::data, "{}: folder \"{}\" is none of the words of {}, which are {}{}", folder, word, set.name,
        fmt::join(set.words, ", "),
        is_second_version(word) ? "; this is v0.02, with other clips and lists: the paper's v0.01 is needed" : "");
  auto const [inner, files] = list_folder(folder + "/" + word);
  if (!inner.empty())
    throw error(Exit::data, "{}/{}/{}: a folder among the clips of a word, allowed are clips", folder, word,
                inner.front());
  for (auto const& name : files)
    if (is_clip(name))
      all.push_back({word + "/" + name, at - set.words.begin(), Part::train});
    else if (left_out)
      left_out->push_back(word + "/" + name);
}

/// Puts the clips that a list names into `part`. In a part of a set they may be absent, but a line that names none of
/// the set's words was not understood.
void apply_list(std::vector<Utterance>& all, SpeechSet const& set, Text const& list, Part part, bool partial) {
  std::map<std::string, Utterance*, std::less<>> by_name;
  for (auto& utterance : all)
    if (!by_name.emplace(listed_name(utterance.file), &utterance).second)
      throw error(Exit::data, "{}: two clips are called so, apart from capitals, allowed is one", utterance.file);
  for (auto const& [number, text] : split_lines(list.content)) {
    if (trim(text).empty()) continue;
    auto const name = fs::path(trim(text)).lexically_normal().string();  // "./bed/0.wav"
    auto const found = by_name.find(name);
    if (found == by_name.end()) {
      auto const word = name.substr(0, name.find('/'));
      if (std::find(set.words.begin(), set.words.end(), word) == set.words.end())
        throw error(Exit::data, "{}:{}: got \"{}\", allowed are names such as {}/0c40e715_nohash_0.wav", list.path,
                    number, shown(name), set.words.front());
      if (partial) continue;
      throw error(Exit::data, "{}:{}: there is no clip {}{}", list.path, number, name,
                  "; a part of the set is taken with --set data.partial=true");
    }
    if (found->second->part != Part::train)
      throw error(Exit::data, "{}:{}: {} was listed before, allowed once in one list", list.path, number, name);
    found->second->part = part;
  }
}

void assign_parts(std::vector<Utterance>& all, SpeechSet const& set, std::string const& folder, bool partial) {
  std::vector<std::pair<std::string, Part>> present, absent;
  for (auto const& [name, part] : kPartLists) {
    auto const path = (fs::path(folder) / name).string();
    (fs::is_regular_file(path) ? present : absent).emplace_back(path, part);
  }
  if (!present.empty() && !absent.empty())
    throw error(Exit::data, "{} is missing beside {}: allowed are both lists or none", absent[0].first,
                present[0].first);
  for (auto const& [path, part] : present) apply_list(all, set, read_text(path), part, partial);
  if (present.empty())
    for (auto& utterance : all) utterance.part = which_part(utterance.file);
}

void check_parts(std::vector<Utterance> const& all, SpeechSet const& set, std::string const& folder, bool partial) {
  constexpr std::array<std::pair<char const*, Part>, 3> kParts = {
      {{"training", Part::train}, {"validation", Part::validation}, {"test", Part::test}}};
  for (auto const& [name, part] : kParts) {
    auto const count = std::count_if(all.begin(), all.end(), [p = part](Utterance const& u) { return u.part == p; });
    auto const expected = set.parts.of(part);
    if (count == 0 || count > expected || (count < expected && !partial))
      throw error(Exit::data, "{}: {} {} clips, expected {}{}{}", folder, count, name, partial ? "1 ... " : "",
                  expected,
                  count > 0 && count < expected ? "; a part of the set is taken with --set data.partial=true" : "");
  }
}

/// Changes whenever a clip does: newest change, total size and number.
std::string state_of(std::string const& folder, std::vector<Utterance> const& utterances) {
  uintmax_t bytes = 0;
  fs::file_time_type newest = fs::file_time_type::min();
  for (auto const& utterance : utterances) {
    auto const path = fs::path(folder) / utterance.file;
    bytes += fs::file_size(path);
    newest = std::max(newest, fs::last_write_time(path));
  }
  return fmt::format("{}\n{}\n{}\n{}", fs::absolute(folder).string(), utterances.size(), bytes,
                     newest.time_since_epoch().count());
}

FileIdentity digest_clips(std::string const& folder, std::vector<Utterance> const& utterances) {
  auto place = fs::path(folder).lexically_normal();
  if (place.filename().empty()) place = place.parent_path();
  FileIdentity out{place.filename().string(), 0, ""};
  Sha256 sha;
  for (auto const& utterance : utterances) {
    auto const bytes = read_bytes((fs::path(folder) / utterance.file).string());
    sha.update(fmt::format("{} {} {}\n", utterance.file, static_cast<int>(utterance.part), bytes.size()));
    sha.update(bytes);
    out.bytes += bytes.size();
  }
  out.sha256 = sha.hex();
  return out;
}

}  // namespace

std::vector<Utterance> list_utterances(SpeechSet const& set, std::string const& folder, bool partial, Names* left_out) {
  std::vector<Utterance> all;
  auto const [words, files] = list_folder(folder);
  for (auto const& word : words)
    if (word[0] != '_') add_word(all, set, folder, word, left_out);
  if (left_out) std::copy_if(files.begin(), files.end(), std::back_inserter(*left_out), is_clip);
  assign_parts(all, set, folder, partial);
  check_parts(all, set, folder, partial);
  return all;
}

FileIdentity identify_utterances(std::string const& folder, std::vector<Utterance> const& utterances) {
  static Memo<FileIdentity> identities;
  return identities.get(state_of(folder, utterances), [&] { return digest_clips(folder, utterances); });
}

}  // namespace mixup
