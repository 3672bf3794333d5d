#include "apps/peers.hpp"

#include <algorithm>
#include <utility>

#include "apps/child.hpp"
#include "core/error.hpp"
#include "core/output.hpp"

namespace mixup {
std::vector<std::pair<char const*, char const*>> peer_scripts();  // made by CMake of tools/peers/*.py
namespace {

constexpr char kProbe[] = R"(if True:
    import importlib, json, sys
    found, missing = {}, []
    for name in sys.argv[1:]:
        try:
            found[name] = importlib.import_module(name).__version__
        except ImportError:
            missing.append(name)
    torch = sys.modules.get("torch")
    print(json.dumps({"versions": found, "missing": missing, "compiles": hasattr(torch, "compile")}))
)";

Json answer_of(std::string const& who, Ended const& ended) {
  if (ended.code != 0) {
    auto const said = last_line(ended.err);
    throw error(Exit::failed, "{}: ended with code {}: {}", who, ended.code, said.empty() ? "it said nothing" : said);
  }
  auto const line = last_line(ended.out);
  try {
    return parse_json(line, who);
  } catch (Error const&) {
    throw error(Exit::failed, "{}: printed \"{}\", expected one line of JSON", who, brief(line));
  }
}

Json probe(std::string const& file, std::vector<std::string> const& packages) {
  std::vector<std::string> words = {file, "-c", kProbe};
  words.insert(words.end(), packages.begin(), packages.end());
  auto const answer = answer_of(file, run_child(words));
  if (!answer.is_object() || !answer.contains("versions") || !answer.contains("missing") ||
      !answer.contains("compiles"))
    throw error(Exit::failed, "{}: is no Python: it answered {}", file, brief(answer));
  return answer;
}

/// True if it has all packages.
bool look_at(std::string const& file, std::vector<std::string> const& packages, Pythons& out) {
  auto const answer = probe(file, packages);
  if (answer["missing"].empty()) {
    out.found.push_back({file, answer["versions"], answer["compiles"].get<bool>()});
    return true;
  }
  out.missing.push_back(
      fmt::format("{} has no {}", file, fmt::join(answer["missing"].get<std::vector<std::string>>(), " and no ")));
  return false;
}

}  // namespace

std::string Python::name() const { return "PyTorch " + versions.value("torch", "?"); }

Pythons find_pythons(std::vector<std::string> const& named, std::vector<std::string> const& packages) {
  Pythons out;
  if (!named.empty()) {
    for (auto const& file : named) look_at(file, packages, out);
    return out;
  }
  for (auto const* file : {"python3", "/usr/bin/python3"}) {
    try {
      if (look_at(file, packages, out)) return {out.found, {}};
    } catch (Error const& e) {
      if (e.code != Exit::unavailable && e.code != Exit::failed) throw;
      out.missing.emplace_back(e.what());
    }
  }
  return out;
}

void write_peers(std::string const& folder) {
  for (auto const& [name, text] : peer_scripts()) {
    OutputFile file(folder + "/" + name, OutputFile::Mode::exclusive);
    file.write(text);
    file.close();
  }
}

Json ask_peer(Python const& python, std::string const& folder, std::string const& script, Json const& wish) {
  auto const ended = run_child({python.file, folder + "/" + script, wish.dump()});
  auto const who = python.file + " " + script;
  auto answer = answer_of(who, ended);
  for (auto const* key : {"count", "seconds", "cpu_seconds"})
    if (!answer.is_object() || !answer.contains(key) || !answer[key].is_number() || !(answer[key].get<double>() > 0))
      throw error(Exit::failed, "{}: printed {}, expected a number above 0 as \"{}\"", who, brief(answer), key);
  answer["versions"] = python.versions;
  return answer;
}

std::string last_line(std::string const& text) {
  auto const end = text.find_last_not_of(" \r\n");
  if (end == std::string::npos) return "";
  auto const before = text.find_last_of('\n', end);
  return text.substr(before == std::string::npos ? 0 : before + 1,
                     end - (before == std::string::npos ? 0 : before + 1) + 1);
}

}  // namespace mixup
