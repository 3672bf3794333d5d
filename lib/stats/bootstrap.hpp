// bootstrap: the 95 % interval of any statistic of several samples, by drawing them again with replacement.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace mixup {

struct Interval {
  double low = 0, high = 0;
};

/// The positions drawn of each sample: as many as it has, some twice and some not at all.
using Draws = std::vector<std::vector<size_t>>;

/// Percentile interval (Efron 1979) of `statistic` over 1,000 draws; every sample is drawn on its own (a stratified
/// bootstrap, as in Agarwal et al. 2021). Runs that belong together, such as those of one seed, are one position. The
/// draws are a pure function of `stream` and the sizes. Throws Exit::bug for a sample of none.
Interval bootstrap(std::vector<size_t> const& sizes, std::string_view stream,
                   std::function<double(Draws const&)> const& statistic);

}  // namespace mixup
