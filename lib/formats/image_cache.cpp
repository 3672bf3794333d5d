#include "formats/image_cache.hpp"

#include <filesystem>

#include "core/error.hpp"
#include "formats/memo.hpp"

namespace mixup {
namespace fs = std::filesystem;
namespace {

constexpr uint32_t kLongestName = 4096;  // PATH_MAX of Linux

}  // namespace

std::string cache_path(std::string const& folder, int64_t size) {
  return fmt::format("{}/pictures-{}.cache", folder, size);
}

CacheKey cache_key(ImageFolder const& images, int64_t size, int64_t quality) {
  return {static_cast<uint32_t>(size), static_cast<uint32_t>(quality),    images.train.files.size(),
          images.val.files.size(),     list_digest(images, images.train), list_digest(images, images.val)};
}

ImageCache::ImageCache(std::string const& path)
    : path_(path),
      file_(path),
      key_(read_cache_header(file_.bytes(), path)),
      footer_(read_cache_footer(file_.bytes(), path)) {
  check_entries();
  sound_ = std::make_unique<std::atomic<bool>[]>(key_.images());
  for (uint64_t i = 0; i < key_.images(); ++i) sound_[i] = false;
}

/// Records lie one behind the other, names too: nothing overlaps, nothing is left over.
void ImageCache::check_entries() const {
  auto const wrong = [&](uint64_t i, char const* what) {
    return error(Exit::data, "{}: image {}: {}: the cache is damaged; build it anew", path_, i, what);
  };
  if (key_.images() > footer_.index.size() / kCacheEntryBytes)
    throw error(Exit::data, "{}: an index of {} bytes for {} images: the cache is damaged; build it anew", path_,
                footer_.index.size(), key_.images());
  uint64_t at = kCacheHeaderBytes, name_at = 0;
  for (uint64_t i = 0; i < key_.images(); ++i) {
    auto const e = entry(i);
    if (e.offset != at + kCacheRecordBytes || e.offset > footer_.offset || e.length > footer_.offset - e.offset)
      throw wrong(i, "it lies outside of the file's records");
    if (e.name_offset != name_at || e.name_length > kLongestName || e.name_length > names().size() - name_at)
      throw wrong(i, "its name lies outside of the names");
    if (static_cast<uint32_t>(e.kind) > 1 || e.label >= key_.images()) throw wrong(i, "a kind or label there is not");
    at = e.offset + e.length;
    name_at += e.name_length;
  }
  if (at != footer_.offset || name_at != names().size()) throw wrong(key_.images(), "there is more than the index");
}

CacheEntry ImageCache::entry(uint64_t number) const {
  return read_cache_entry(footer_.index.substr(number * kCacheEntryBytes, kCacheEntryBytes));
}

std::string_view ImageCache::names() const { return footer_.index.substr(key_.images() * kCacheEntryBytes); }

ImageCache::Image ImageCache::image(uint64_t number) const {
  if (number >= key_.images()) throw error(Exit::bug, "{}: image {} of {}", path_, number, key_.images());
  auto const e = entry(number);
  return {names().substr(e.name_offset, e.name_length), e.label, e.kind == CacheKind::broken};
}

std::string_view ImageCache::content(uint64_t number) const {
  if (number >= key_.images()) throw error(Exit::bug, "{}: image {} of {}", path_, number, key_.images());
  auto const e = entry(number);
  if (!sound_[number]) {
    auto const record = read_record(file_.bytes(), e.offset - kCacheRecordBytes, number);
    if (!record || record->crc != e.crc || record->length != e.length || record->kind != e.kind)
      throw error(Exit::data, "{}: image {} ({}) is damaged: remove the cache and build it anew", path_, number,
                  image(number).name);
    sound_[number] = true;
  }
  return file_.bytes().substr(e.offset, e.length);
}

std::shared_ptr<ImageCache const> open_cache(std::string const& folder, int64_t size, ImageFolder const& whole) {
  static Memo<std::shared_ptr<ImageCache const>> memo;
  auto const path = cache_path(folder, size);
  if (!fs::is_regular_file(path))
    throw error(Exit::unavailable,
                "data.cache = {}: there is no {}; make it with: mixup-bench data cache imagenet --size {} (or read the "
                "folder: --set data.cache=0)",
                size, path, size);
  auto const state = fmt::format("{}\n{}\n{}", fs::absolute(path).string(), fs::file_size(path),
                                 fs::last_write_time(path).time_since_epoch().count());
  auto const cache = memo.get(state, [&] { return std::make_shared<ImageCache const>(path); });
  auto const wanted = cache_key(whole, size, cache->key().quality);
  auto const& found = cache->key();
  if (found.size != wanted.size || found.train_digest != wanted.train_digest || found.val_digest != wanted.val_digest ||
      found.train != wanted.train || found.val != wanted.val)
    throw error(Exit::data,
                "{}: was made from another list of images than {} holds today (size {}, train {} of {:.16}, val {} of "
                "{:.16}; expected size {}, train {} of {:.16}, val {} of {:.16}); build it anew",
                path, folder, found.size, found.train, found.train_digest, found.val, found.val_digest, wanted.size,
                wanted.train, wanted.train_digest, wanted.val, wanted.val_digest);
  return cache;
}

}  // namespace mixup
