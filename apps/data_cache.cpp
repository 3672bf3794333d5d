// data_cache: photographs made smaller once, so that a machine of few cores can feed its net.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>

#include "apps/flags.hpp"
#include "apps/live_line.hpp"
#include "apps/nouns.hpp"
#include "apps/progress_line.hpp"
#include "apps/streams.hpp"
#include "apps/verbs.hpp"
#include "catalog/places.hpp"
#include "core/cores.hpp"
#include "core/error.hpp"
#include "formats/build_cache.hpp"

namespace mixup {
namespace {

using Clock = std::chrono::steady_clock;

struct CacheFlags {
  std::string name, root, folder;
  CacheJob job;
  bool partial = false, verify = false, quiet = false;
};

double seconds_since(Clock::time_point then) { return std::chrono::duration<double>(Clock::now() - then).count(); }

/// A live line where a person watches, one every 15 s elsewhere.
class CacheProgress {
 public:
  void operator()(uint64_t done, uint64_t all, uint64_t before) {
    if (seconds_since(shown_) < (watched_ ? 0.2 : 15)) return;
    shown_ = Clock::now();
    double const rate = static_cast<double>(done - before) / std::max(seconds_since(start_), 1e-3);
    double const left = static_cast<double>(all - done) / std::max(rate, 1e-3);
    auto const count = fmt::format("{} of {} images", done, all), speed = fmt::format("{:.0f} per second", rate);
    if (!watched_) return print_notice("{}, {}, {} left\n", count, speed, clock_time(left));
    double const share = static_cast<double>(done) / static_cast<double>(all);
    line_.show(progress_line({"data cache", share, left, {count, speed}}, LiveLine::columns()));
  }
  void end() { line_.erase(); }

 private:
  bool watched_ = person_watches();
  LiveLine line_;
  Clock::time_point start_ = Clock::now(), shown_ = start_;
};

/// What is in it, on stdout: broken images by name.
void describe(ImageCache const& cache, bool made) {
  constexpr int kNamed = 10;  // as records do
  uint64_t const all = cache.key().images();
  uint64_t broken = 0;
  for (uint64_t i = 0; i < all; ++i)
    if (auto const image = cache.image(i); image.broken && ++broken <= kNamed)
      print_result("left out: {}: {}\n", image.name, cache.content(i));
  print_result(
      "{}: {}: {} images to train on, {} to judge by, {} left out; shorter side {}, quality {}, {:.2f} GB\n"
      "read it with: --set data.cache={}\n",
      cache.path(), made ? "made" : "was there", cache.key().train, cache.key().val, broken, cache.key().size,
      cache.key().quality, static_cast<double>(cache.bytes()) / 1e9, cache.key().size);
}

void verify(ImageCache const& cache) {
  for (uint64_t i = 0; i < cache.key().images(); ++i) cache.content(i);
  print_result("{}: every image has its checksum\n", cache.path());
}

void make_cache(CacheFlags& flags) {
  auto const& entry = find_data(flags.name);
  if (entry.kind != DataKind::photographs)
    throw error(Exit::usage, "data cache: {} is small enough to be read as it is, allowed imagenet", flags.name);
  auto const folder = data_folder(entry, flags.root.empty() ? default_data_root() : flags.root, flags.folder);
  data_files(entry, folder);  // or how to get them
  auto const images = list_images(folder, flags.partial ? 0 : entry.classes, 0);
  auto& job = flags.job;
  if (job.threads == 0) job.threads = usable_cores();
  auto const progress = std::make_shared<CacheProgress>();
  if (!flags.quiet)
    job.progress = [progress](uint64_t d, uint64_t all, uint64_t before) { (*progress)(d, all, before); };
  bool const made = !flags.verify && build_cache(folder, images, job);
  if (made && !flags.quiet) progress->end();
  auto const cache = open_cache(folder, job.size, images);
  describe(*cache, made);
  if (flags.verify) verify(*cache);
}

}  // namespace

void add_data_cache(CLI::App& data) {
  auto* const verb = data.add_subcommand("cache", "Make photographs smaller once: training reads them twice as fast");
  auto const flags = std::make_shared<CacheFlags>();
  flags->job.threads = 0;
  verb->add_option("name", flags->name, "imagenet")->type_name(kSet)->required();
  verb->add_option("--size", flags->job.size, "pixels of the shorter side")
      ->check(CLI::Range(8, 4096))
      ->capture_default_str();
  verb->add_option("--quality", flags->job.quality, "of the JPEG files, 1 ... 100")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  verb->add_option("--decoders", flags->job.threads, "threads; 0: every core")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  verb->add_option("--data", flags->folder, "the folder of the data set")->type_name(kFolder);
  verb->add_option("--data-dir", flags->root, "folder of all data sets [~/.cache/mixup-bench]")
      ->type_name(kFolder)
      ->envname("MIXUP_BENCH_DATA");
  verb->add_flag("--partial", flags->partial, "a folder of fewer classes");
  verb->add_flag("--verify", flags->verify, "make nothing: compare every image's checksum");
  verb->add_flag("-q,--quiet", flags->quiet, "no progress");
  verb->footer("A build that was stopped is gone on with by the same command.");
  verb->callback([flags] { make_cache(*flags); });
}

}  // namespace mixup
