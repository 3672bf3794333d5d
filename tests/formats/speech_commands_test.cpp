// speech_commands_test: words, lists, parts and what is wrong with them; the real names where they are.
#include "formats/speech_commands.hpp"

#include <cstdlib>

#include "catalog/places.hpp"
#include "error_of.hpp"
#include "formats/text.hpp"
#include "real_data.hpp"
#include "scratch_folder.hpp"

#include "catch2_shim.hpp"  // last: LibTorch brings glog's CHECK

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

/// Two digits with three clips each, one of each in every part; bytes do not matter here.
void write_digits(ScratchFolder const& folder) {
  for (auto const* word : {"two", "one"})
    for (auto const* name : {"ann_nohash_0.wav", "ann_nohash_1.wav", "bob_nohash_0.wav"})
      folder.write(std::string(word) + "/" + name, std::string(word) + name);
  folder.write("validation_list.txt", "one/ann_nohash_1.wav\ntwo/ann_nohash_1.wav\n");
  folder.write("testing_list.txt", "one/bob_nohash_0.wav\r\ntwo/bob_nohash_0.wav\r\n\r\n");
}

std::vector<Utterance> list_digits(ScratchFolder const& folder, bool partial = true) {
  return list_utterances(find_data("fsdd").speech, folder.path(), partial);
}

Error digits_error(ScratchFolder const& folder, bool partial) {
  auto const problem = error_of([&] { list_digits(folder, partial); });
  CHECK(problem.code == Exit::data);
  return problem;
}

}  // namespace

TEST_CASE("clips are sorted by word and name, and the lists give their parts", "[formats]") {
  ScratchFolder const folder;
  write_digits(folder);
  folder.write("_background_noise_/running_tap.wav", "noise");
  folder.write("one/notes.txt", "not a clip");
  folder.write("LICENSE", "");
  auto const all = list_digits(folder);
  REQUIRE(all.size() == 6);
  CHECK(all[0].file == "one/ann_nohash_0.wav");
  CHECK(all[5].file == "two/bob_nohash_0.wav");
  CHECK(all[0].word == 4);  // of the ten, though only two are there
  CHECK(all[5].word == 8);
  CHECK(all[0].part == Part::train);
  CHECK(all[1].part == Part::validation);
  CHECK(all[2].part == Part::test);
}

TEST_CASE("a part of a set needs data.partial", "[formats]") {
  ScratchFolder const folder;
  write_digits(folder);
  CHECK_THAT(digits_error(folder, false).what(), Contains("2 training clips, expected 2400; a part of the set"));
}

TEST_CASE("lists that do not fit the clips are refused with file and line", "[formats]") {
  ScratchFolder const folder;
  write_digits(folder);
  auto const list = folder.write("testing_list.txt", "one/bob_nohash_0.wav\ntwo/eve_nohash_0.wav\n");
  CHECK_THAT(digits_error(folder, false).what(), Contains(list + ":2: there is no clip two/eve_nohash_0.wav"));
  CHECK(list_digits(folder).size() == 6);
  folder.write("testing_list.txt", "one/bob_nohash_0.wav\none/ann_nohash_1.wav\n");
  CHECK_THAT(digits_error(folder, true).what(), Contains("testing_list.txt:2: one/ann_nohash_1.wav was listed before"));
  fs::remove(list);
  CHECK_THAT(digits_error(folder, true).what(), Contains("allowed are both lists or none"));
}

TEST_CASE("words of another set and empty parts are refused", "[formats]") {
  ScratchFolder const folder;
  write_digits(folder);
  folder.write("testing_list.txt", "\n");
  CHECK_THAT(digits_error(folder, true).what(), Contains("0 test clips, expected 1 ... 300"));
  folder.write("backward/ann_nohash_0.wav", "");
  CHECK_THAT(digits_error(folder, true).what(), Contains("\"backward\" is none of the words of fsdd"));
}

TEST_CASE("v0.02 is refused by name, also as a part: its clips and lists are others", "[formats]") {
  ScratchFolder const folder;
  for (auto const* word : {"yes", "no", "backward"}) folder.write(std::string(word) + "/ann_nohash_0.wav", "x");
  for (bool partial : {false, true}) {
    auto const error = error_of([&] { list_utterances(find_data("speech_commands").speech, folder.path(), partial); });
    CHECK(error.code == Exit::data);
    CHECK_THAT(error.what(), Contains("this is v0.02"));
  }
}

TEST_CASE("one digest stands for all clips: names, parts and bytes", "[formats]") {
  ScratchFolder const folder;
  write_digits(folder);
  auto const first = identify_utterances(folder.path() + "/", list_digits(folder));
  CHECK(first.name == fs::path(folder.path()).filename().string());
  CHECK(first.bytes == 6 * std::string("oneann_nohash_0.wav").size());
  CHECK(identify_utterances(folder.path(), list_digits(folder)).sha256 == first.sha256);
  auto moved = list_digits(folder);
  moved[0].part = Part::test;
  folder.write("one/ann_nohash_0.wav", "another length");
  auto const changed = identify_utterances(folder.path(), list_digits(folder)).sha256;
  CHECK(changed != first.sha256);
  CHECK(identify_utterances(folder.path(), {list_digits(folder)[1]}).sha256 != changed);
}

TEST_CASE("a folder of words is found below a root, under torchaudio's name or without it", "[formats]") {
  ScratchFolder const root;
  auto const& entry = find_data("speech_commands");
  CHECK(train_size(entry, 0.8) == 51088);
  auto const nowhere = data_folder(entry, root.path(), "");
  auto const problem = error_of([&] { data_files(entry, nowhere); });
  CHECK(problem.code == Exit::unavailable);
  CHECK_THAT(problem.what(), Contains("https://download.tensorflow.org/data/speech_commands_v0.01.tar.gz"));
  auto const below = [&](char const* folder) { return (fs::path(root.path()) / folder).string(); };
  root.write("speech_commands_v0.01/yes/a_nohash_0.wav", "");
  CHECK(data_folder(entry, root.path(), "") == below("speech_commands_v0.01"));
  CHECK(data_folder(entry, "", root.path()) == below("speech_commands_v0.01"));
  root.write("SpeechCommands/speech_commands_v0.01/yes/a_nohash_0.wav", "");
  auto const official = below("SpeechCommands/speech_commands_v0.01");
  CHECK(data_folder(entry, root.path(), "") == official);
  CHECK(data_files(entry, official) == std::vector<std::string>{official});
}

// Names of the official lists and of no list.
TEST_CASE("the rule gives known clips of v0.01 their parts, whatever the word", "[formats]") {
  for (auto const* name : {"dog/26b28ea7_nohash_0.wav", "eight/a8e25ebb_nohash_1.wav", "happy/a8e25ebb_nohash_1.wav",
                           "sheila/ef2a3cfb_nohash_0.wav", "wow/8ec6dab6_nohash_0.wav", "yes/f264e0df_nohash_1.wav"})
    CHECK(which_part(name) == Part::test);
  for (auto const* name : {"eight/099d52ad_nohash_3.wav", "on/b7016c27_nohash_0.wav", "one/a6d586b7_nohash_1.wav",
                           "right/471a0925_nohash_0.wav", "three/a8cf01bc_nohash_0.wav", "wow/bc196f81_nohash_0.wav"})
    CHECK(which_part(name) == Part::validation);
  for (auto const* name : {"bed/dabf67d9_nohash_0.wav", "cat/a8cb6dda_nohash_0.wav", "four/51055bda_nohash_4.wav",
                           "nine/2f813234_nohash_1.wav", "one/b87bdb22_nohash_1.wav", "zero/5fe4a278_nohash_0.wav"})
    CHECK(which_part(name) == Part::train);
}

TEST_CASE("without lists the rule decides, and all clips of a speaker stay together", "[formats]") {
  ScratchFolder const folder;
  for (auto const* name : {"one/0c40e715_nohash_0.wav", "two/0c40e715_nohash_3.wav", "one/026290a7_nohash_0.wav",
                           "one/62581901_nohash_0.wav"})
    folder.write(name, "");
  auto const all = list_digits(folder);
  REQUIRE(all.size() == 4);
  CHECK(all[0].part == Part::validation);
  CHECK(all[1].part == Part::test);
  CHECK(all[2].part == Part::train);
  CHECK(all[3].part == Part::test);
}

TEST_CASE("all names of Google's lists obey the rule", "[formats][real]") {
  fs::path const folder = real_data("speech_commands_lists_v0.01");
  if (folder.empty()) return;
  for (auto const& [name, part, expected] :
       {std::tuple("testing_list.txt", Part::test, 6835), std::tuple("validation_list.txt", Part::validation, 6798)}) {
    auto const text = read_text((folder / name).string());
    int64_t right = 0;
    for (auto const& line : split_lines(text.content)) right += which_part(std::string(line.text)) == part;
    CHECK(right == expected);
  }
}

TEST_CASE("files of systems are no clips, and WAV in capitals is one", "[formats]") {
  ScratchFolder const folder;
  write_digits(folder);
  for (auto const* name :
       {"one/._ann_nohash_0.wav", "one/.DS_Store", "two/Thumbs.db", "two/desktop.ini", "__MACOSX/._one"})
    folder.write(name, "");
  fs::rename(folder / "one/bob_nohash_0.wav", folder / "one/bob_nohash_0.WAV");
  Names left_out;
  auto const all = list_utterances(find_data("fsdd").speech, folder.path(), true, &left_out);
  REQUIRE(all.size() == 6);
  CHECK(left_out.empty());
  CHECK(all[2].file == "one/bob_nohash_0.WAV");
  CHECK(all[2].part == Part::test);  // its list calls it .wav
  folder.write("one/bob_nohash_0.wav", "");
  CHECK_THAT(digits_error(folder, true).what(), Contains("two clips are called so, apart from capitals"));
}

TEST_CASE("what is beside the clips is counted, what hides clips is refused", "[formats]") {
  ScratchFolder const folder;
  write_digits(folder);
  folder.write("one/ann_nohash_2.flac", "fLaC");
  folder.write("ann_nohash_3.wav", "");
  folder.write("README.md", "");
  Names left_out;
  list_utterances(find_data("fsdd").speech, folder.path(), true, &left_out);
  CHECK(left_out == Names{"one/ann_nohash_2.flac", "ann_nohash_3.wav"});
  folder.write("one/more/ann_nohash_4.wav", "");
  CHECK_THAT(digits_error(folder, true).what(), Contains("one/more: a folder among the clips of a word"));
}

TEST_CASE("a link among the clips that leads nowhere is named", "[formats]") {
  ScratchFolder const folder;
  write_digits(folder);
  fs::create_symlink(folder / "gone.wav", folder / "one/lost_nohash_0.wav");
  CHECK_THAT(digits_error(folder, true).what(),
             Contains((folder / "one/lost_nohash_0.wav") + ": a link that leads nowhere"));
}

TEST_CASE("a list that is written otherwise moves no clip into another part", "[formats]") {
  ScratchFolder const folder;
  write_digits(folder);
  auto const parts = [&] {
    std::vector<Part> out;
    for (auto const& utterance : list_digits(folder)) out.push_back(utterance.part);
    return out;
  };
  auto const expected = parts();
  folder.write("testing_list.txt", "\xef\xbb\xbfone/bob_nohash_0.wav\n./two/bob_nohash_0.wav\n");
  CHECK(parts() == expected);
  for (auto const* line : {"one\\bob_nohash_0.wav\n", "bob_nohash_0.wav\n", "\"one/bob_nohash_0.wav\"\n"}) {
    auto const list = folder.write("testing_list.txt", std::string("two/bob_nohash_0.wav\n") + line);
    CHECK_THAT(digits_error(folder, true).what(), Contains(list + ":2: got"));
  }
  folder.write("testing_list.txt", std::string("\xff\xfe"
                                               "o\0n\0e\0/\0",
                                               10));
  CHECK_THAT(digits_error(folder, true).what(), Contains("testing_list.txt: is a text in UTF-16"));
}
