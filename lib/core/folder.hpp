// folder: what people put into a folder: sorted, through links, without what systems leave there.
#pragma once
#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace mixup {

using Names = std::vector<std::string>;

struct Folder {
  Names folders, files;  // names, sorted
};

/// One level. Passed over are hidden names (.DS_Store, ._a.wav) and those that Windows, macOS and servers use for
/// themselves (Thumbs.db, desktop.ini, __MACOSX, ...). `lost`, if given, receives the links that lead nowhere and what
/// is neither file nor folder; without it they are Exit::data, by name. Errors: Exit::io.
Folder list_folder(std::string const& folder, Names* lost = nullptr);

/// All levels: the files by their names below `folder`, sorted. A link back to a folder that it lies in is lost, too.
Names files_below(std::string const& folder, Names* lost = nullptr);

/// True if the name ends in one of the extensions, given in small letters: X.WAV ends in ".wav".
bool has_extension(std::string_view name, std::initializer_list<std::string_view> extensions);

/// Exit::io with the path that the file system could not give.
Error disk_error(std::filesystem::filesystem_error const& problem);

/// What the program says of an exception: an Error is itself, a disk or a memory that is full is Exit::io, all else
/// Exit::bug.
Error as_error(std::exception const& problem);

}  // namespace mixup
