// safetensors_header: events of nlohmann's parser: a tree of a hostile header of 100 MB would take gigabytes and hours.
#include "formats/safetensors_header.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "core/error.hpp"
#include "formats/text.hpp"

namespace mixup {
namespace {

constexpr char const* kMetadata = "__metadata__";
constexpr char const* kForm = R"("dtype": text, "shape": [sizes], "data_offsets": [begin, end])";
constexpr size_t kMostNumbers = 64;  // dimensions of a tensor; PyTorch allows as many

class Events : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Events(std::string const& path) : path_(path) {}
  SafetensorsHeader header;

  bool start_object(size_t) override {
    if (depth_ == 2 || list_) throw wrong("an object");
    if (++depth_ == 2) fields_.clear();
    return true;
  }
  bool end_object() override {
    if (depth_-- == 2 && name_ != kMetadata && fields_.size() != 3)
      throw error(Exit::data, "{}: tensor {}: has {} of its three fields, expected {}", path_, shown(name_),
                  fields_.size(), kForm);
    return true;
  }
  bool key(string_t& text) override {
    bool const fresh = depth_ == 1 ? names_.insert(text).second : fields_.insert(text).second;
    if (!fresh) throw error(Exit::data, "{}: key \"{}\" is given twice", path_, shown(text));
    if (depth_ == 1 && (name_ = text) != kMetadata) header.entries.push_back({name_, {}, {}, {}});
    if (depth_ == 2) field_ = text;
    if (depth_ == 2 && name_ != kMetadata && field_ != "dtype" && field_ != "shape" && field_ != "data_offsets")
      throw error(Exit::data, "{}: tensor {}: got the field \"{}\", allowed {}", path_, shown(name_), shown(field_),
                  kForm);
    return true;
  }
  bool string(string_t& text) override {
    if (depth_ != 2 || list_ || (name_ != kMetadata && field_ != "dtype")) throw wrong("a text");
    (name_ == kMetadata ? header.metadata[field_] : header.entries.back().dtype) = text;
    return true;
  }
  bool start_array(size_t) override {
    if (depth_ != 2 || list_ || name_ == kMetadata || field_ == "dtype") throw wrong("a list");
    list_ = field_ == "shape" ? &header.entries.back().shape : &header.entries.back().offsets;
    return true;
  }
  bool end_array() override {
    list_ = nullptr;
    return true;
  }
  bool number_unsigned(number_unsigned_t number) override {
    if (!list_) throw wrong(std::to_string(number));
    if (list_->size() == kMostNumbers) throw wrong("a list of more than 64 numbers");
    list_->push_back(number);
    return true;
  }
  bool number_integer(number_integer_t number) override { throw wrong(std::to_string(number)); }
  bool number_float(number_float_t, string_t const& text) override { throw wrong(shown(text)); }
  bool null() override { throw wrong("null"); }
  bool boolean(bool value) override { throw wrong(value ? "true" : "false"); }
  bool binary(binary_t&) override { throw wrong("bytes"); }
  bool parse_error(size_t, std::string const&, nlohmann::detail::exception const& e) override {
    throw error(Exit::data, "{}: the header is not JSON: {}", path_, shown(e.what(), 200));
  }

 private:
  /// `got` stands where something else belongs.
  Error wrong(std::string const& got) const {
    if (depth_ == 0) return error(Exit::data, "{}: the header is {}, expected an object of tensors", path_, got);
    if (name_ == kMetadata)
      return error(Exit::data, "{}: {}: got {}, expected an object of texts", path_, kMetadata, got);
    return error(Exit::data, "{}: tensor {}: got {} where the form is {} (whole numbers from 0)", path_, shown(name_),
                 got, kForm);
  }

  std::string const& path_;
  int depth_ = 0;
  std::string name_, field_;  // the last keys of depth 1 and 2
  std::unordered_set<std::string> names_, fields_;
  std::vector<uint64_t>* list_ = nullptr;  // where numbers go
};

}  // namespace

SafetensorsHeader parse_header(std::string_view json, std::string const& path) {
  Events events(path);
  nlohmann::json::sax_parse(json.begin(), json.end(), &events);
  return std::move(events.header);
}

}  // namespace mixup
