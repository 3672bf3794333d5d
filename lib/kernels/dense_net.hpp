// dense_net: forward and backward pass of a fully connected net of ReLU units with a linear output, without autograd.
#pragma once
#include <cstddef>
#include <memory>
#include <vector>

#include "kernels/dense.hpp"

namespace mixup::kernels {

/// Where the gradients of a layer go: written, or added to what is there.
struct LayerGradient {
  float *weight, *bias;  // [out, in], [out]
  bool add;
};

class DenseNet {
 public:
  /// Layers in their order; `in` of each is `out` of the one before. The memory that they name must outlive it.
  explicit DenseNet(std::vector<Layer> layers);

  int64_t in() const { return layers_.front().in; }
  int64_t out() const { return layers_.back().out; }
  std::vector<Layer> const& layers() const { return layers_; }

  /// x [rows, in] -> logits [rows, out]. Keeps what the backward passes of this batch need.
  void forward(float const* x, int64_t rows, float* logits);

  /// dlogits [rows, out], of the batch that went forward last. Gradients of the layers where there are any to fill (as
  /// many as layers, or none); of the input [rows, in] where dx is not null.
  void backward(float const* dlogits, std::vector<LayerGradient> const& gradients, float* dx = nullptr);

 private:
  /// Floats on a cache line of their own; grows and never shrinks.
  struct Buffer {
    float* of(int64_t count);
    struct Free {
      void operator()(float* at) const;
    };
    std::unique_ptr<float[], Free> floats;
    int64_t size = 0;
  };
  int64_t panels() const { return padded(rows_) / kPanel; }

  std::vector<Layer> layers_;
  int64_t rows_ = 0;
  std::vector<Units> units_;              // of each layer's input, and of the logits, that take part in this batch
  std::vector<Buffer> inputs_, by_rows_;  // what enters each layer: in panels, and by rows
  Buffer logits_, upper_, lower_;         // logits; gradients above and below a layer; all in panels
};

}  // namespace mixup::kernels
