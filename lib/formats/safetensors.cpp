#include "formats/safetensors.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

#include "core/error.hpp"
#include "core/json.hpp"
#include "formats/little_endian.hpp"
#include "formats/safetensors_header.hpp"
#include "formats/text.hpp"

namespace mixup {
namespace {

constexpr uint64_t kLongestHeader = 100'000'000;  // bytes, the limit of the format's own reader
constexpr uint64_t kLengthBytes = 8;

/// Length of the header, whose end lies within the file.
uint64_t header_length(std::string const& bytes, std::string const& path) {
  if (bytes.size() < kLengthBytes)
    throw error(Exit::data, "{}: {} bytes, expected at least the {} of the header's length", path, bytes.size(),
                kLengthBytes);
  uint64_t const length = little_endian(std::string_view(bytes).substr(0, kLengthBytes));
  if (length > kLongestHeader || length > bytes.size() - kLengthBytes)
    throw error(Exit::data, "{}: the header is said to have {} bytes, allowed are {} in a file of {}", path, length,
                std::min<uint64_t>(kLongestHeader, bytes.size() - kLengthBytes), bytes.size());
  if (length == 0 || bytes[kLengthBytes] != '{')
    throw error(Exit::data, "{}: the header does not begin with {{, expected an object of tensors", path);
  return length;
}

/// Type, shape and size of one entry fit each other.
StoredTensor checked(HeaderEntry const& entry, uint64_t data, std::string const& path) {
  auto const fail = [&](std::string const& what) {
    return error(Exit::data, "{}: tensor {}: {}", path, shown(entry.name), what);
  };
  auto const dtype = find_dtype(entry.dtype);
  if (!dtype) throw fail(fmt::format("dtype \"{}\", allowed {}", shown(entry.dtype), dtype_names()));
  StoredTensor out{entry.name, *dtype, {}, {}, 0};
  for (auto const size : entry.shape) {
    if (size > static_cast<uint64_t>(std::numeric_limits<int64_t>::max()))
      throw fail(fmt::format("a dimension of {}, allowed up to 2^63 - 1", size));
    out.shape.push_back(static_cast<int64_t>(size));
  }
  if (entry.offsets.size() != 2) throw fail(fmt::format("{} data_offsets, expected 2", entry.offsets.size()));
  auto const begin = entry.offsets[0], end = entry.offsets[1];
  if (begin > end || end > data)
    throw fail(fmt::format("bytes {} ... {}, expected a range within the {} bytes of data", begin, end, data));
  auto const expected = checked_product(out.shape, size_of(*dtype));
  if (!expected) throw fail(fmt::format("shape [{}] has more than 2^64 bytes", fmt::join(out.shape, ", ")));
  if (end - begin != *expected)
    throw fail(fmt::format("{} bytes of data, expected {} of {} [{}]", end - begin, *expected, entry.dtype,
                           fmt::join(out.shape, ", ")));
  out.strides = dense_strides(out.shape);
  out.offset = begin;
  return out;
}

/// One after another, without gap or overlap, up to the end of the file.
void check_layout(std::vector<HeaderEntry> entries, uint64_t data, std::string const& path) {
  std::sort(entries.begin(), entries.end(), [](auto const& a, auto const& b) { return a.offsets < b.offsets; });
  uint64_t next = 0;
  for (auto const& entry : entries) {
    if (entry.offsets[0] != next)
      throw error(Exit::data, "{}: tensor {}: begins at byte {} of the data, expected {}: it {}", path,
                  shown(entry.name), entry.offsets[0], next,
                  entry.offsets[0] < next ? "overlaps the one before" : "leaves a hole");
    next = entry.offsets[1];
  }
  if (next != data)
    throw error(Exit::data, "{}: {} bytes after the header, expected the {} of its tensors", path, data, next);
}

}  // namespace

TensorFile parse_safetensors(std::string bytes, std::string const& path) {
  auto const length = header_length(bytes, path);
  auto header = parse_header(std::string_view(bytes).substr(kLengthBytes, length), path);
  auto const start = kLengthBytes + length, data = bytes.size() - start;
  TensorFile out{path, std::move(bytes), {}, std::move(header.metadata), {}};
  for (auto const& entry : header.entries) {
    out.tensors.push_back(checked(entry, data, path));
    out.tensors.back().offset += start;
  }
  check_layout(std::move(header.entries), data, path);
  return out;
}

std::string to_safetensors(std::vector<TensorBytes> tensors, std::map<std::string, std::string> const& metadata) {
  auto const text = [](std::string const& t) { return Json(t).dump(-1, ' ', false, Json::error_handler_t::replace); };
  std::stable_sort(tensors.begin(), tensors.end(),
                   [](auto const& a, auto const& b) { return size_of(a.dtype) > size_of(b.dtype); });
  std::vector<std::string> entries;
  if (!metadata.empty()) {
    std::vector<std::string> pairs;
    for (auto const& [key, value] : metadata) pairs.push_back(text(key) + ":" + text(value));
    entries.push_back(fmt::format(R"("__metadata__":{{{}}})", fmt::join(pairs, ",")));
  }
  uint64_t size = 0;
  for (auto const& t : tensors) {
    if (checked_product(t.shape, size_of(t.dtype)) != t.bytes.size())
      throw error(Exit::bug, "tensor {}: {} bytes do not make {} [{}]", t.name, t.bytes.size(), name_of(t.dtype),
                  fmt::join(t.shape, ", "));
    entries.push_back(fmt::format(R"({}:{{"dtype":"{}","shape":[{}],"data_offsets":[{},{}]}})", text(t.name),
                                  name_of(t.dtype), fmt::join(t.shape, ","), size, size + t.bytes.size()));
    size += t.bytes.size();
  }
  auto header = fmt::format("{{{}}}", fmt::join(entries, ","));
  header.resize((header.size() + kLengthBytes - 1) / kLengthBytes * kLengthBytes, ' ');  // so the data is aligned
  std::string out;
  out.reserve(kLengthBytes + header.size() + size);
  for (uint64_t i = 0, length = header.size(); i < kLengthBytes; ++i, length >>= 8)
    out += static_cast<char>(length & 255);
  out += header;
  for (auto const& t : tensors) out += t.bytes;
  return out;
}

}  // namespace mixup
