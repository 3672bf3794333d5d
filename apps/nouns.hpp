// nouns: what the value of a flag is called in --help, what a shell offers for it, and what is refused.
#pragma once
#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace mixup {

constexpr char kFile[] = "FILE", kFolder[] = "FOLDER", kNumber[] = "NUMBER", kRecord[] = "RECORD";  // FILE: any path
constexpr char kScale[] = "SCALE", kExperiment[] = "EXPERIMENT", kModel[] = "MODEL", kData[] = "DATA", kSet[] = "SET";
constexpr char kDevice[] = "DEVICE", kPrecision[] = "PRECISION", kKernels[] = "KERNELS", kFormat[] = "FORMAT",
               kMetric[] = "METRIC";
constexpr char kShell[] = "SHELL";

/// The values of a noun that can be listed: they come from the tables, the catalogue and the verbs themselves. Empty
/// for FILE, FOLDER and all others.
std::vector<std::string> choices_of(std::string const& noun);

/// A check of a number: nothing is above or below nan, so that CLI::Range lets it pass.
std::string is_no_nan(std::string const& typed);

/// Refuses a value that is none of the noun's: on the command line, before anything is planned or read.
CLI::Validator one_of(std::string const& noun);

}  // namespace mixup
