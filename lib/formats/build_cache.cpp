#include "formats/build_cache.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <filesystem>
#include <map>
#include <mutex>
#include <thread>

#include "core/error.hpp"
#include "formats/cache_log.hpp"
#include "formats/file.hpp"
#include "formats/image.hpp"
#include "formats/jpeg.hpp"
#include "formats/resize.hpp"

namespace mixup {
namespace {

constexpr uint64_t kAlwaysForgiven = 10;  // broken images; as data/photographs does

struct Shrunk {
  CacheKind kind;
  std::string payload;
};

ImagePart const& part_of(ImageFolder const& images, uint64_t& number) {
  auto const train = images.train.files.size();
  if (number < train) return images.train;
  number -= train;
  return images.val;
}

/// Index entries with labels and names, then the names.
std::string index_of(ImageFolder const& images, std::vector<CacheEntry> records) {
  std::string entries, names;
  for (uint64_t i = 0; i < records.size(); ++i) {
    uint64_t place = i;
    auto const& part = part_of(images, place);
    auto const name = images.name(part, static_cast<int64_t>(place));
    records[i].label = static_cast<uint32_t>(part.files[place].label);
    records[i].name_offset = names.size();
    records[i].name_length = static_cast<uint32_t>(name.size());
    names += name;
    entries += write_cache_entry(records[i]);
  }
  return entries + names;
}

/// Threads make images a little ahead of the log; whoever has made the next one appends it and what waits behind it.
class CacheBuilder {
 public:
  CacheBuilder(ImageFolder const& images, CacheJob const& job, CacheLog& log)
      : images_(images), job_(job), log_(log), all_(images.train.files.size() + images.val.files.size()) {
    before_ = next_ = log.records().size();
    for (auto const& record : log.records()) broken_ += record.kind == CacheKind::broken;
  }

  void run() {
    std::vector<std::thread> threads;
    for (int i = 0; i < std::max(1, job_.threads); ++i) threads.emplace_back([this] { work(); });
    for (auto& thread : threads) thread.join();
    if (problem_) std::rethrow_exception(problem_);
  }

 private:
  void work() {
    uint64_t const ahead = 8 * static_cast<uint64_t>(std::max(1, job_.threads));  // images that may wait
    for (;;) {
      std::unique_lock<std::mutex> lock(mutex_);
      changed_.wait(lock, [&] { return problem_ || next_ == all_ || next_ < log_.records().size() + ahead; });
      if (problem_ || next_ == all_) return;
      uint64_t const mine = next_++;
      lock.unlock();
      try {
        auto made = make(mine);
        lock.lock();
        made_.emplace(mine, std::move(made));
        append();
      } catch (...) {
        if (!lock.owns_lock()) lock.lock();
        if (!problem_) problem_ = std::current_exception();
      }
      lock.unlock();
      changed_.notify_all();
    }
  }

  Shrunk make(uint64_t number) const {
    uint64_t place = number;
    auto const& part = part_of(images_, place);
    auto const bytes = read_bytes(images_.path(part, static_cast<int64_t>(place)));
    try {
      return {CacheKind::image, shrink_image(bytes, job_.size, job_.quality)};
    } catch (Error const& e) {
      if (e.code != Exit::data) throw;
      return {CacheKind::broken, e.what()};
    }
  }

  void append() {
    for (auto it = made_.begin(); !problem_ && it != made_.end() && it->first == log_.records().size();
         it = made_.erase(it)) {
      log_.append(it->second.kind, it->second.payload);
      if (it->second.kind == CacheKind::broken) count_broken(it->first, it->second.payload);
      if (job_.progress) job_.progress(log_.records().size(), all_, before_);
    }
  }

  void count_broken(uint64_t number, std::string const& reason) {
    uint64_t place = number;
    auto const& part = part_of(images_, place);
    if (++broken_ > kAlwaysForgiven && broken_ * 100 > all_)
      throw error(Exit::data, "{} of {} images cannot be decoded, allowed 1 in 100; the last one: {}: {}", broken_,
                  all_, images_.path(part, static_cast<int64_t>(place)), reason);
  }

  ImageFolder const& images_;
  CacheJob const& job_;
  CacheLog& log_;
  uint64_t const all_;
  uint64_t before_ = 0, next_ = 0, broken_ = 0;
  std::map<uint64_t, Shrunk> made_;
  std::exception_ptr problem_;
  std::mutex mutex_;
  std::condition_variable changed_;
};

bool is_made(std::string const& path, CacheKey const& key) {
  if (!std::filesystem::is_regular_file(path)) return false;
  try {
    return write_cache_header(ImageCache(path).key()) == write_cache_header(key);
  } catch (Error const& e) {
    if (e.code != Exit::data) throw;
    return false;  // damaged: made anew, and the old one replaced when the new one is whole
  }
}

}  // namespace

std::string shrink_image(std::string_view bytes, int64_t size, int quality) {
  auto const header = read_header(bytes);
  bool const light = header.coding == Coding::rgb_jpeg || header.coding == Coding::gray_jpeg;
  auto image = decode(bytes);  // also of one that stays as it is: to know that it can be
  int64_t const shorter = std::min(header.width, header.height);
  if (shorter <= size && light) return std::string(bytes);
  if (shorter > size) image = resize(image, size * header.width / shorter, size * header.height / shorter);
  return encode_jpeg(image, quality, header.coding == Coding::gray_jpeg);
}

bool build_cache(std::string const& folder, ImageFolder const& images, CacheJob const& job) {
  require_jpeg();
  auto const path = cache_path(folder, job.size);
  auto const key = cache_key(images, job.size, job.quality);
  if (is_made(path, key)) return false;
  CacheLog log(path, key);
  CacheBuilder(images, job, log).run();
  log.finish(index_of(images, log.records()));
  return true;
}

}  // namespace mixup
