// toy: the decision surface of an ERM and a mixup net on points of the plane (section 2, Figure 1b).
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/linspace.h>
#include <ATen/ops/meshgrid.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/stack.h>

#include "train/classify.hpp"
#include "train/protocol.hpp"

namespace mixup::toy {
namespace {

struct Protocol {
  int64_t grid = 50;    // points a side
  double margin = 0.5;  // how far the surface goes beyond the data
};

template <class F>
void fields(F& f, Protocol& p) {
  f("grid", p.grid, {2, 1000});
  f("margin", p.margin, {0, 100});
}

/// p(y = 1 | x) on a grid around the data, as the figure's shading, and how much of the plane is undecided.
void add_surface(Outcome& out, train::Context const& context, Protocol const& protocol, Net const& net,
                 Dataset const& data) {
  at::NoGradGuard const no_grad;
  net.train(false);
  auto const axis = [&](int64_t column) {
    auto const values = data.x.select(1, column);
    double const low = values.min().item<double>() - protocol.margin;
    return at::linspace(low, values.max().item<double>() + protocol.margin, protocol.grid,
                        at::TensorOptions(at::kFloat));
  };
  auto const x0 = axis(0), x1 = axis(1);
  auto const mesh = at::meshgrid({x1, x0}, "ij");  // a row of the surface has one x1
  auto const points = at::stack({mesh[1].flatten(), mesh[0].flatten()}, 1).to(context.numerics.device);
  auto const p = at::softmax(net.forward(points).to(at::kFloat), 1).select(1, 1).cpu();
  auto const list = [](at::Tensor const& t) {
    auto const flat = t.contiguous().to(at::kFloat);
    return std::vector<float>(flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel());
  };
  out.figure.update(Json{{"x0", list(x0)},
                         {"x1", list(x1)},
                         {"p", list(p)},
                         {"points", list(data.x.flatten())},
                         {"labels", list(data.y)}});
  out.metrics["undecided"] = 100 * ((p > 0.1) & (p < 0.9)).to(at::kDouble).mean().item<double>();
}

Outcome surface(train::Context const& context, Run const& run) {
  auto const protocol = from_json<Protocol>(run.protocol, "/protocol");
  auto const data = load(run.data, context.place, static_cast<uint64_t>(run.seed));
  if (data.train.x.dim() != 2 || data.train.x.size(1) != 2 || data.train.classes != 2)
    throw error(Exit::usage, "/data/name: got {}, a surface needs points of the plane in two classes: moons, rings",
                run.data.name);
  auto const net = train::make_net(context, run, data);
  auto out = train::outcome(context, data, net, train::fit(context, run, net, data));
  if (out.status == "done") add_surface(out, context, protocol, net, data.train);
  return out;
}

Register const registered_toy("toy", surface);

}  // namespace
}  // namespace mixup::toy
