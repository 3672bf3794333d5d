// mixup: CIFAR-10 with mixup in one file of plain LibTorch (Zhang, Cisse, Dauphin and Lopez-Paz, ICLR 2018,
// section 3.2).
//
//   mixup cifar-10-batches-bin         PreAct ResNet-18, 200 epochs, alpha = 1
//   mixup cifar-10-batches-bin 0       the same without mixup (ERM)
//   mixup cifar-10-batches-bin 1 10    ten steps with alpha = 1, and their losses
//
// Expect the test error of the paper (Figure 3a, median of the last 10 epochs): 4.2 % with mixup, 5.6 % without.
// Cost: 200 epochs are 10 million images, of which two cores of an AMD EPYC take about 50 per second in eager fp32
// (docs/speed.md): two days and a half. A GPU is used where LibTorch has one. Neither was run to the end here.
#include <torch/torch.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

using torch::Tensor;

struct Data {
  Tensor x, y;  // uint8 [N, 3, 32, 32]; int64 [N], 0 ... 9
};

/// The binary version of https://www.cs.toronto.edu/~kriz/cifar.html: per image a label and 1,024 bytes of R, G and B.
Data read_cifar10(std::string const& folder, std::vector<std::string> const& names) {
  std::vector<Tensor> parts;
  for (auto const& name : names) {
    std::ifstream file(folder + "/" + name, std::ios::binary);
    std::vector<char> bytes(std::istreambuf_iterator<char>(file), {});
    if (bytes.empty() || bytes.size() % 3073 != 0)
      throw std::runtime_error(folder + "/" + name + ": not there, or not in whole records of 3,073 bytes");
    auto const count = static_cast<int64_t>(bytes.size() / 3073);
    parts.push_back(torch::from_blob(bytes.data(), {count, 3073}, torch::kUInt8).clone());
  }
  auto const all = torch::cat(parts);
  return {all.slice(1, 1).reshape({-1, 3, 32, 32}), all.select(1, 0).to(torch::kLong)};
}

int64_t random_below(int64_t n) { return torch::randint(n, {1}).item<int64_t>(); }

/// Each image padded by 4 black pixels, cut to 32 x 32 at a place of its own and mirrored or not.
Tensor crop_flip(Tensor const& x) {
  auto const padded = torch::constant_pad_nd(x, {4, 4, 4, 4});
  auto const out = torch::empty_like(x);
  for (int64_t i = 0; i < x.size(0); ++i) {
    int64_t const top = random_below(9), left = random_below(9);
    auto const cut = padded[i].slice(1, top, top + 32).slice(2, left, left + 32);
    out[i].copy_(random_below(2) == 1 ? cut.flip(2) : cut);
  }
  return out;
}

/// Bytes -> floats of about mean 0 and deviation 1; the constants of the authors' code.
Tensor normalize(Tensor const& x) {
  auto const mean = torch::tensor({.4914f, .4822f, .4465f}).view({3, 1, 1});
  auto const deviation = torch::tensor({.2023f, .1994f, .2010f}).view({3, 1, 1});
  return (x.to(torch::kFloat) / 255 - mean) / deviation;
}

torch::nn::Conv2d conv(int64_t in, int64_t out, int64_t k, int64_t stride) {
  return torch::nn::Conv2d(torch::nn::Conv2dOptions(in, out, k).stride(stride).padding(k / 2).bias(false));
}

/// Pre-activation residual block (He et al. 2016): [B, in, H, W] -> [B, out, H / stride, W / stride].
struct BlockImpl : torch::nn::Module {
  BlockImpl(int64_t in, int64_t out, int64_t stride)
      : bn1(in), bn2(out), conv1(conv(in, out, 3, stride)), conv2(conv(out, out, 3, 1)) {
    register_module("bn1", bn1);
    register_module("conv1", conv1);
    register_module("bn2", bn2);
    register_module("conv2", conv2);
    if (in != out) shortcut = register_module("shortcut", conv(in, out, 1, stride));
  }
  Tensor forward(Tensor const& x) {
    auto const active = bn1(x).relu();
    return conv2(bn2(conv1(active)).relu()) + (shortcut ? shortcut(active) : x);
  }
  torch::nn::BatchNorm2d bn1, bn2;
  torch::nn::Conv2d conv1, conv2, shortcut{nullptr};
};
TORCH_MODULE(Block);

torch::nn::Sequential preact_resnet18() {
  torch::nn::Sequential net(conv(3, 64, 3, 1));  // [B, 3, 32, 32] -> [B, 64, 32, 32]
  int64_t in = 64;
  for (int64_t out : {64, 128, 256, 512}) {  // -> [B, 512, 4, 4]
    net->push_back(Block(in, out, in == out ? 1 : 2));
    net->push_back(Block(out, out, 1));
    in = out;
  }
  net->push_back(torch::nn::AdaptiveAvgPool2d(1));
  net->push_back(torch::nn::Flatten());
  net->push_back(torch::nn::Linear(512, 10));
  return net;
}

/// lambda ~ Beta(alpha, alpha), as the first of a Dirichlet pair. alpha = 0: 1, which mixes nothing.
double draw_lambda(double alpha) {
  return alpha > 0 ? torch::_sample_dirichlet(torch::full({2}, alpha, torch::kDouble))[0].item<double>() : 1;
}

/// Percent of the images whose class the net does not name.
double test_error(torch::nn::Sequential& net, Data const& test, torch::Device device) {
  torch::NoGradGuard const no_grad;
  net->eval();
  int64_t wrong = 0;
  for (auto const& rows : torch::arange(test.y.size(0)).split(500)) {
    auto const logits = net->forward(normalize(test.x.index_select(0, rows)).to(device));
    wrong += (logits.argmax(1).cpu() != test.y.index_select(0, rows)).sum().item<int64_t>();
  }
  net->train();
  return 100.0 * static_cast<double>(wrong) / static_cast<double>(test.y.size(0));
}

struct Options {  // section 3.2
  double alpha = 1, rate = 0.1, weight_decay = 1e-4;
  int64_t epochs = 200, batch = 128;       // the rate falls to a tenth after half and after 3/4 of the epochs
  size_t steps = static_cast<size_t>(-1);  // after which to stop
};

/// Trains `net`, prints the test error after every epoch and returns the loss of every step.
std::vector<double> train(torch::nn::Sequential& net, Data const& data, Data const& test, torch::Device device,
                          Options const& o) {
  torch::optim::SGD sgd(net->parameters(), torch::optim::SGDOptions(o.rate).momentum(0.9).weight_decay(o.weight_decay));
  std::vector<double> losses;
  for (int64_t epoch = 0; epoch < o.epochs; ++epoch) {
    double const drop = epoch < o.epochs / 2 ? 1 : epoch < 3 * o.epochs / 4 ? 0.1 : 0.01;
    sgd.param_groups()[0].options().set_lr(o.rate * drop);
    for (auto const& rows : torch::randperm(data.y.size(0)).split(o.batch)) {
      auto const x = normalize(crop_flip(data.x.index_select(0, rows))).to(device);               // [B, 3, 32, 32]
      auto const y = torch::one_hot(data.y.index_select(0, rows), 10).to(device, torch::kFloat);  // [B, 10]

      // mixup: one lambda for the batch, and the batch is mixed with a permutation of itself.
      double const lambda = draw_lambda(o.alpha);
      auto const j = torch::randperm(x.size(0)).to(device);
      auto const mixed_x = lambda * x + (1 - lambda) * x.index_select(0, j);
      auto const mixed_y = lambda * y + (1 - lambda) * y.index_select(0, j);

      auto const loss = -(mixed_y * torch::log_softmax(net->forward(mixed_x), 1)).sum(1).mean();
      sgd.zero_grad();
      loss.backward();
      sgd.step();
      losses.push_back(loss.item<double>());
      if (losses.size() == o.steps) return losses;
    }
    std::printf("epoch %3d, test error %.2f %%\n", static_cast<int>(epoch) + 1, test_error(net, test, device));
    std::fflush(stdout);
  }
  return losses;
}

int main(int argc, char** argv) try {
  if (argc < 2 || argc > 4) throw std::runtime_error("usage: mixup FOLDER [ALPHA [STEPS]]");
  Options o;
  if (argc > 2) o.alpha = std::stod(argv[2]);
  if (argc > 3) o.steps = std::stoul(argv[3]);
  torch::manual_seed(1);
  auto const device = torch::cuda::is_available() ? torch::kCUDA : torch::kCPU;
  std::vector<std::string> names;
  for (int k = 1; k <= 5; ++k) names.push_back("data_batch_" + std::to_string(k) + ".bin");
  auto const data = read_cifar10(argv[1], names), test = read_cifar10(argv[1], {"test_batch.bin"});
  auto net = preact_resnet18();
  net->to(device);
  auto const losses = train(net, data, test, device, o);
  for (size_t i = 0; i < losses.size() && argc > 3; ++i) std::printf("step %zu, loss %.6f\n", i + 1, losses[i]);
  return 0;
} catch (std::exception const& problem) {
  std::fprintf(stderr, "mixup: %s\n", problem.what());
  return 1;
}
