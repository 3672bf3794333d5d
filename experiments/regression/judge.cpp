#include "experiments/regression/judge.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>

#include <cmath>

namespace mixup::regression {

Errors errors(at::Tensor const& answers, Numbers const& numbers, double plus) {
  auto const standard = numbers.standard.to(at::kDouble).flatten();
  auto const off = (answers.to(at::kDouble).cpu().flatten() - standard) * numbers.std;
  auto const number = standard * numbers.std + (numbers.mean + plus);
  auto const share = (off / number).abs().masked_select(number != 0);
  return {std::sqrt(off.square().mean().item<double>()), 100 * share.mean().item<double>()};
}

Errors judge(train::Context const& context, Net const& net, Dataset const& data, double plus) {
  at::NoGradGuard const no_grad;
  net.train(false);
  auto const answers = train::forward(context.numerics, net, data.x.to(context.numerics.device));
  net.train(true);
  return errors(answers, data.numbers, plus);
}

}  // namespace mixup::regression
