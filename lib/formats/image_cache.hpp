// image_cache: the images of an image_folder, made smaller once and kept in one file (cache_layout.hpp).
//
// Most of the time that a photograph of ImageNet takes is spent on pixels that no net sees. ffcv's loader avoids that
// by its own format for Python, this cache by plain JPEG files behind one another.
#pragma once
#include <atomic>
#include <memory>

#include "formats/cache_layout.hpp"
#include "formats/image_folder.hpp"
#include "formats/mapped_file.hpp"

namespace mixup {

/// folder/pictures-256.cache, beside train/ and val/.
std::string cache_path(std::string const& folder, int64_t size);

/// The key of the whole list of a folder.
CacheKey cache_key(ImageFolder const& images, int64_t size, int64_t quality);

class ImageCache {
 public:
  struct Image {
    std::string_view name;  // "n01440764/n01440764_18.JPEG"
    int64_t label;
    bool broken;
  };

  /// Header, index and bounds of every entry are checked before anything is read by them. Errors: Exit::io when there
  /// is no such file, Exit::data when it is damaged.
  explicit ImageCache(std::string const& path);

  CacheKey const& key() const { return key_; }
  std::string const& path() const { return path_; }
  std::string const& digest() const { return footer_.digest; }  // of header and index: names, labels, every CRC-32
  uint64_t bytes() const { return file_.bytes().size(); }

  /// `number`: train from 0, val from key().train.
  Image image(uint64_t number) const;

  /// The JPEG file; the reason where the image is broken. Its CRC-32 is compared when it is asked for the first time.
  /// Errors: Exit::data when it is damaged. For several threads at a time.
  std::string_view content(uint64_t number) const;

 private:
  CacheEntry entry(uint64_t number) const;
  std::string_view names() const;
  void check_entries() const;

  std::string path_;
  MappedFile file_;
  CacheKey key_;
  CacheFooter footer_;
  std::unique_ptr<std::atomic<bool>[]> sound_;
};

/// The folder's cache of shorter side `size`. Errors: Exit::unavailable with the command that makes it; Exit::data when
/// it is damaged or was made from another list of images, by name.
std::shared_ptr<ImageCache const> open_cache(std::string const& folder, int64_t size, ImageFolder const& whole);

}  // namespace mixup
