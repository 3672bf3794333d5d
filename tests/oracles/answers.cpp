// answers: what the layers without LibTorch make of given numbers and files, for the oracles in this folder.
//
// stdin: [{"of": "student_cdf", "t": 1.5, "freedom": 3}, ...]; stdout: one answer for each, in their order.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <iterator>
#include <map>

#include "core/error.hpp"
#include "core/json.hpp"
#include "core/output.hpp"
#include "formats/file.hpp"
#include "formats/image.hpp"
#include "formats/safetensors.hpp"
#include "stats/descriptive.hpp"
#include "stats/multiplicity.hpp"
#include "stats/rank.hpp"
#include "stats/seed_mean.hpp"
#include "stats/student.hpp"

using namespace mixup;

namespace {

using Numbers = std::vector<double>;

Numbers numbers(Json const& asked, char const* key) { return asked.at(key).get<Numbers>(); }

std::string to_hex(std::string_view bytes) {
  std::string out;
  for (unsigned char byte : bytes) fmt::format_to(std::back_inserter(out), "{:02x}", byte);
  return out;
}

std::string from_hex(std::string const& hex) {
  std::string out;
  for (size_t i = 0; i < hex.size(); i += 2) out += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return out;
}

Json descriptive(Json const& asked) {
  auto const values = numbers(asked, "values");
  auto sorted = values;
  std::sort(sorted.begin(), sorted.end());
  return {mean(values), median(values), sample_sd(values), quantile(sorted, asked.at("q"))};
}

Json of_seeds(Json const& asked) {
  auto const e = seed_mean(numbers(asked, "values"));
  return {e.value, e.error, *half_width(e), p_below(e, asked.at("bound")), p_above(e, asked.at("bound"))};
}

Json rank_correlation(Json const& asked) {
  auto const agreement = kendall(numbers(asked, "a"), numbers(asked, "b"));
  return {agreement.tau, agreement.p};
}

Json better(Json const& asked) { return improvement({{numbers(asked, "ours"), numbers(asked, "theirs")}}).probability; }

Json mean_interval(Json const& asked) {
  auto const values = numbers(asked, "values");
  auto const interval = bootstrap({values.size()}, "oracle", [&](Draws const& draws) {
    Numbers drawn;
    for (size_t i : draws[0]) drawn.push_back(values[i]);
    return mean(drawn);
  });
  return {interval.low, interval.high};
}

Json pixels(Json const& asked) {
  auto const bytes = read_bytes(asked.at("file"));
  auto const header = read_header(bytes);
  auto const image = decode(bytes, {asked.at("left"), asked.at("top"), asked.value("width", header.width),
                                    asked.value("height", header.height)});
  return {{"width", image.width}, {"height", image.height}, {"rgb", image.rgb}};
}

/// Writes a file of the tensors asked for: {"name": {"dtype": "F32", "shape": [2], "hex": "..."}}.
Json written_tensors(Json const& asked) {
  std::map<std::string, std::string> bytes;
  std::vector<TensorBytes> tensors;
  for (auto const& [name, tensor] : asked.at("tensors").items()) {
    auto const& raw = bytes[name] = from_hex(tensor.at("hex"));
    tensors.push_back({name, *find_dtype(tensor.at("dtype").get<std::string>()), tensor.at("shape"), raw});
  }
  OutputFile file(asked.at("file"), OutputFile::Mode::fresh);
  file.write(to_safetensors(tensors, asked.at("metadata")));
  file.close();
  return nullptr;
}

/// The tensors of a file in the same form.
Json read_back(Json const& asked) {
  auto const path = asked.at("file").get<std::string>();
  auto const file = parse_safetensors(read_bytes(path), path);
  Json tensors = Json::object();
  for (auto const& t : file.tensors) {
    auto const size = *checked_product(t.shape, size_of(t.dtype));
    tensors[t.name] = {
        {"dtype", name_of(t.dtype)}, {"shape", t.shape}, {"hex", to_hex(file.bytes.substr(t.offset, size))}};
  }
  return {{"tensors", tensors}, {"metadata", file.metadata}};
}

std::map<std::string, Json (*)(Json const&)> const kAnswers{
    {"student_cdf", [](Json const& a) { return Json(student_cdf(a.at("t"), a.at("freedom"))); }},
    {"student_quantile", [](Json const& a) { return Json(student_quantile(a.at("p"), a.at("freedom"))); }},
    {"holm", [](Json const& a) { return Json(holm(numbers(a, "p"))); }},
    {"at_least", [](Json const& a) { return Json(at_least(numbers(a, "p"), a.at("needed"))); }},
    {"descriptive", descriptive},
    {"of_seeds", of_seeds},
    {"kendall", rank_correlation},
    {"improvement", better},
    {"mean_interval", mean_interval},
    {"pixels", pixels},
    {"write_safetensors", written_tensors},
    {"read_safetensors", read_back},
};

}  // namespace

int main() {
  std::string const asked(std::istreambuf_iterator<char>(std::cin), {});
  Json answers = Json::array();
  for (auto const& question : Json::parse(asked)) answers.push_back(kAnswers.at(question.at("of"))(question));
  std::cout << answers.dump() << "\n";
}
