// protocol: what is done with one run of an experiment, by the experiment's name.
#pragma once
#include <string>

#include "results/record.hpp"

namespace mixup {
namespace train {
struct Context;
}

/// Makes one row of the experiment's table at one seed.
using Protocol = Outcome (*)(train::Context const&, Run const&);

/// A static object of this type in experiments/<name>/<name>.cpp gives the experiment a protocol of its own. Without
/// one it has the plain protocol, train::classify: a folder with table.json and README.md is an experiment.
struct Register {
  Register(char const* experiment, Protocol protocol);
};

/// The run's protocol. Exit::bug when it is the plain one and the run has fields of its own (Run::protocol) that nobody
/// would read: the experiment's code was not linked.
Protocol protocol_of(Run const& run);

}  // namespace mixup
