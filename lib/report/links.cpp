// links: paths relative to the report.
#include "report/links.hpp"

#include <filesystem>

#include "core/run_name.hpp"

namespace mixup {

namespace fs = std::filesystem;

std::string Links::path(Record const& record) const {
  return folder.empty() ? record_path(record.run) : folder + "/" + record_path(record.run);
}

std::string Links::url(Record const& record) const {
  std::string out;
  for (char c : path(record)) {
    bool const plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string("-._~/+=,").find(c) != std::string::npos;
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

Links links_from(std::string const& output, std::string const& from) {
  std::error_code gone;  // the working folder, of which only relative paths know
  auto const folder =
      fs::absolute(fs::path(output).has_parent_path() ? fs::path(output).parent_path() : fs::path("."), gone);
  auto const records = fs::absolute(from, gone).lexically_normal();
  auto const relative = gone ? fs::path() : records.lexically_relative(folder.lexically_normal());
  auto text = (relative.empty() ? gone ? fs::path(from) : records : relative).generic_string();
  while (!text.empty() && text.back() == '/') text.pop_back();
  return {text == "." ? "" : text};
}

}  // namespace mixup
