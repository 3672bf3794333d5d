// predict: logits of a net of the catalogue with the weights of a file.
#include <memory>

#include "apps/nouns.hpp"
#include "apps/terminal.hpp"
#include "apps/training_part.hpp"
#include "apps/verbs.hpp"
#include "core/options.hpp"
#include "core/prediction.hpp"

namespace mixup {

void add_predict(CLI::App& app) {
  struct Flags {
    Prediction wish;
    Options options;
  };
  auto* const verb = app.add_subcommand("predict", "Apply a net with weights from a file")->group("Results");
  auto const flags = std::make_shared<Flags>();
  flags->options.precision = "fp32";
  auto& wish = flags->wish;
  verb->add_option("--model", wish.model.name, "net of the catalogue")
      ->type_name(kModel)
      ->check(one_of(kModel))
      ->required();
  verb->add_option("--weights", flags->options.weights, "safetensors, or torch.save(model.state_dict())")
      ->type_name(kFile)
      ->required();
  verb->add_option("--input", wish.input, "safetensors with x: float32 [B, ...], normalised as in training")
      ->type_name(kFile)
      ->required();
  verb->add_option("--output", wish.output, "safetensors to write, with logits: float32 [B, classes]")
      ->type_name(kFile)
      ->required();
  verb->add_option("--width", wish.model.width, "times the channels of the paper's net")
      ->check(CLI::Range(0.01, 16.0))
      ->check(is_no_nan)
      ->capture_default_str();
  verb->add_option("--batch", wish.batch, "examples at once")->check(CLI::Range(1, 1000000))->capture_default_str();
  verb->add_option("--device", flags->options.device, "auto, cpu, cuda, cuda:N")
      ->type_name(kDevice)
      ->capture_default_str();
  verb->add_option("--threads", flags->options.threads, "0: every core, one for small nets")
      ->check(CLI::Range(0, 1024));
  verb->callback([flags] {
    Terminal terminal("predict", /*quiet=*/false);
    terminal.doing("loading LibTorch");
    training_part().predict(flags->wish, flags->options, terminal);
  });
}

}  // namespace mixup
