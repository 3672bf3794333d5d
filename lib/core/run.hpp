// run: one training run as data: what is learnt from, by which net, how, for how long, with which method and seed.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/method.hpp"

namespace mixup {

enum class Source { real, synthetic };  // the data set itself, or a generated stand-in of its shape
// crop_flip: pad 4, crop 32, flip 0.5 (section 3.2); resized_crop_flip: crop of random area and shape, resized, flip
// 0.5 (section 3.1). With none, photographs are cut out of their centre.
enum class Augment { none, crop_flip, resized_crop_flip };
enum class Scaling { none, zscore, minmax };    // of tabular features, measured on the training part
enum class Features { spectrogram, waveform };  // what of an utterance is a data set's x (section 3.3)
enum class OptimizerKind { sgd, adam };

constexpr std::array<char const*, 2> names(Source) { return {"real", "synthetic"}; }
constexpr std::array<char const*, 3> names(Augment) { return {"none", "crop_flip", "resized_crop_flip"}; }
constexpr std::array<char const*, 3> names(Scaling) { return {"none", "zscore", "minmax"}; }
constexpr std::array<char const*, 2> names(Features) { return {"spectrogram", "waveform"}; }
constexpr std::array<char const*, 2> names(OptimizerKind) { return {"sgd", "adam"}; }

struct DataSpec {
  std::string name;  // a name of the data catalogue
  Source source = Source::real;
  bool partial = false;       // accept fewer records than the official files hold
  int64_t train_limit = 0;    // the first N training examples; 0: all
  int64_t test_limit = 0;     // the first N test examples, and validation examples where there are any; 0: all
  bool rest_to_test = false;  // the training examples beyond train_limit follow the test examples: a small data set
                              // that is learnt from in part has a large test part (speech, photographs)
  Augment augment = Augment::none;
  double corrupt = 0;        // share of training labels drawn anew, uniformly over all classes (section 3.4)
  double train_share = 0.8;  // of a set that has no official test part: the share to train on
  bool stratified = true;    // that split keeps the shares of the classes
  Scaling scaling = Scaling::zscore;
  int64_t target = 0;  // of tables. 0: the class is learnt; N: the number in the file's column N, from 1, whose class
                       // is then shown to nobody; a class whose names are numbers is the last column
  Features features = Features::spectrogram;  // of speech
  // Spectrograms are normalised over the frames of the utterance, then padded to 1 s with 0, their mean. false: the
  // waveform is padded with silence and the spectrogram of the whole second normalised. With features = waveform the
  // net's front normalises what a batch, mixed or not, holds by then, and no longer knows where each clip ended: only
  // false is allowed, and mixing before stage 1 is then mixing spectrograms.
  bool pad_last = true;
  int64_t size = 224;   // of photographs: side of the square the net sees; to be judged, the shorter side is made
                        // 256 / 224 times that and the centre cut out (section 3.1; Goyal et al. 2017, section 5.1)
  int64_t classes = 0;  // of photographs: the first N classes by name; 0: all
  // For photographs. 0: the folder's files. N: the folder's cache, in which the shorter side was made N pixels and the
  // image encoded again (mixup-bench data cache): twice as fast, and not quite the same pixels.
  int64_t cache = 0;
};

struct ModelSpec {
  std::string name;         // a name of the model catalogue
  double width = 1;         // times the channels of the paper's net
  bool zero_gamma = false;  // the last BN of each residual branch starts at 0 (Goyal et al. 2017, section 5.1)
  std::string weights =
      "";  // empty: drawn from the seed; else the first 16 hex digits of the SHA-256 of a weights file
};

struct OptimizerSpec {
  OptimizerKind name = OptimizerKind::sgd;
  double lr = 0.1;
  double momentum = 0.9;    // sgd only
  bool nesterov = false;    // sgd only
  double weight_decay = 0;  // on every parameter ...
  bool decay_norms = true;  // ... false: but those of one dimension, which are scales, shifts and biases
  int64_t warmup = 0;       // epochs over which the rate grows linearly, step by step, from warmup_from to lr
  double warmup_from = 0;
  std::vector<int64_t> rate_drops;  // epochs (from 0) before which the rate is multiplied by `factor`
  double factor = 0.1;
};

struct Budget {
  int64_t epochs = 1;
  int64_t batch = 128;
  int64_t clean_subset = 1000;  // training examples on which the unmixed training error is measured every epoch
  int64_t micro_batch = 0;      // examples that pass the net at once, over which BN and the method work; 0: the batch
};

struct Run {
  std::string experiment, scale, row;  // which cell of which table
  int64_t seed = 1;
  DataSpec data;
  ModelSpec model;
  OptimizerSpec optimizer;
  Budget budget;
  Method method;
  Json protocol = Json::object();  // what only this experiment asks for; its fields are those of the table's base
};

template <class F>
void fields(F& f, DataSpec& d) {
  f("name", d.name);
  f("source", d.source);
  f("partial", d.partial);
  f("train_limit", d.train_limit, {0, 1e9});
  f("test_limit", d.test_limit, {0, 1e9});
  f("rest_to_test", d.rest_to_test);
  f("augment", d.augment);
  f("corrupt", d.corrupt, {0, 1});
  f("train_share", d.train_share, {0.01, 0.99});
  f("stratified", d.stratified);
  f("scaling", d.scaling);
  f("target", d.target, {0, 1e6});
  f("features", d.features);
  f("pad_last", d.pad_last);
  f("size", d.size, {8, 4096});
  f("classes", d.classes, {0, 1e6});
  f("cache", d.cache, {0, 4096});
}

template <class F>
void fields(F& f, ModelSpec& m) {
  f("name", m.name);
  f("width", m.width, {0.01, 16});
  f("zero_gamma", m.zero_gamma);
  f("weights", m.weights);
}

template <class F>
void fields(F& f, OptimizerSpec& o) {
  f("name", o.name);
  f("lr", o.lr, {0, 1e3});
  f("momentum", o.momentum, {0, 0.9999});
  f("nesterov", o.nesterov);
  f("weight_decay", o.weight_decay, {0, 1});
  f("decay_norms", o.decay_norms);
  f("warmup", o.warmup, {0, 1e6});
  f("warmup_from", o.warmup_from, {0, 1e3});
  f("drops", o.rate_drops, {1, 1e6});
  f("factor", o.factor, {0, 1});
}

template <class F>
void fields(F& f, Budget& b) {
  f("epochs", b.epochs, {1, 1e6});
  f("batch", b.batch, {1, 1e6});
  f("micro_batch", b.micro_batch, {0, 1e6});
  f("clean_subset", b.clean_subset, {1, 1e9});
}

template <class F>
void fields(F& f, Run& r) {
  f("experiment", r.experiment);
  f("scale", r.scale);
  f("row", r.row);
  f("seed", r.seed, {0, 2147483647});
  f("data", r.data);
  f("model", r.model);
  f("optimizer", r.optimizer);
  f("budget", r.budget);
  f("method", r.method);
  f("protocol", r.protocol);
}

}  // namespace mixup
