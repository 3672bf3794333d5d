// compute: how a net is worth computing; every model of the catalogue names one of these policies.
#pragma once

namespace mixup::models {

enum class ThreadPolicy { every_core, one };
enum class PrecisionPolicy { bf16_where_fast, fp32 };
enum class LayoutPolicy { channels_last, contiguous };
enum class Structure { any, dense };              // dense: linear layers with ReLU units between them, nothing else
enum class BlasPolicy { needs_a_fast_one, any };  // the reference BLAS is 40 times slower than OpenBLAS or MKL

struct Compute {
  ThreadPolicy threads;
  PrecisionPolicy precision;
  LayoutPolicy layout;
  BlasPolicy blas;
  Structure structure;
};

/// Convolutions over pictures and spectrograms.
constexpr Compute kConvolutional{ThreadPolicy::every_core, PrecisionPolicy::bf16_where_fast,
                                 LayoutPolicy::channels_last, BlasPolicy::needs_a_fast_one, Structure::any};
/// Nets on tables and on points of the plane: a step fits one core's cache, and a second thread costs more than it
/// gives (docs/speed.md).
constexpr Compute kSmall{ThreadPolicy::one, PrecisionPolicy::fp32, LayoutPolicy::contiguous, BlasPolicy::any,
                         Structure::dense};

/// Small convolutions over recordings whose lengths differ from batch to batch, and a loss in float32.
constexpr Compute kSequences{ThreadPolicy::one, PrecisionPolicy::fp32, LayoutPolicy::contiguous, BlasPolicy::any,
                             Structure::any};

}  // namespace mixup::models
