#include "results/free_parts.hpp"

namespace mixup {
namespace {

struct Kind {
  bool (*fits)(Json const&);
  char const* name;
};
Kind const kText{[](Json const& v) { return v.is_string(); }, "a text"};
Kind const kSwitch{[](Json const& v) { return v.is_boolean(); }, "true, false"};
Kind const kCount{[](Json const& v) { return v.is_number_integer(); }, "a whole number"};
Kind const kList{[](Json const& v) { return v.is_array(); }, "a list"};
Kind const kObject{[](Json const& v) { return v.is_object(); }, "an object"};

void require(Json const& value, Kind const& kind, std::string const& path) {
  if (!kind.fits(value)) throw error(Exit::data, "{}: got {}, allowed {}", path, brief(value), kind.name);
}

/// The members that are there.
void require(Json const& part, std::string const& path, std::initializer_list<std::pair<char const*, Kind>> known) {
  for (auto const& [key, kind] : known)
    if (auto const it = part.find(key); it != part.end()) require(*it, kind, path + "/" + key);
}

void require_plain_keys(Json const& value, std::string const& path) {
  if (value.is_array())
    for (auto const& item : value) require_plain_keys(item, path);
  if (!value.is_object()) return;
  for (auto const& [key, child] : value.items()) {
    if (key.find_first_of("/~") != std::string::npos)
      throw error(Exit::data, "{}: got the key \"{}\", allowed are keys without / and ~", path, brief(key));
    require_plain_keys(child, path + "/" + key);
  }
}

}  // namespace

void require_free_parts(Outcome const& outcome, std::string const& path) {
  std::pair<char const*, Json const&> const parts[] = {
      {"/metrics", outcome.metrics}, {"/data", outcome.data},     {"/environment", outcome.environment},
      {"/curve", outcome.curve},     {"/figure", outcome.figure}, {"/parameters", outcome.parameters}};
  for (auto const& [name, part] : parts) require_plain_keys(part, path + name);
  require(outcome.data, path + "/data", {{"name", kText}, {"files", kList}, {"manifest", kText}});
  if (outcome.data.contains("files"))
    for (auto const& file : outcome.data["files"]) {
      require(file, kObject, path + "/data/files");
      require(file, path + "/data/files", {{"name", kText}, {"bytes", kCount}, {"sha256", kText}});
    }
  require(outcome.environment, path + "/environment",
          {{"backend", kText},
           {"cpu", kText},
           {"device", kText},
           {"fused_optimizer", kSwitch},
           {"git_dirty", kSwitch},
           {"git_revision", kText},
           {"graph", kSwitch},
           {"hosts", kText},
           {"kernels", kText},
           {"libtorch", kText},
           {"precision", kText},
           {"ranks", kCount},
           {"resident_data", kSwitch},
           {"threads", kCount}});
  for (auto const& [net, hash] : outcome.parameters.items()) require(hash, kText, path + "/parameters/" + net);
}

}  // namespace mixup
