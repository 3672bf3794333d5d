// machine: facts about where the process runs: BLAS, CPU, memory.
#pragma once
#include <cstdint>
#include <string>

namespace mixup::train {

/// True if OpenBLAS or MKL answers for BLAS here (the reference BLAS is 40 times slower).
bool has_fast_blas();

std::string blas_version();    // "OpenBLAS 0.3.21 ...", or "unknown"
std::string cpu_model();       // from /proc/cpuinfo
std::string cpu_capability();  // of ATen's kernels: "AVX2", ...
bool cpu_has_bf16();           // avx512_bf16 or amx_bf16
bool cpu_has_amx();            // amx_bf16
/// Highest resident memory of this process since forget_peak_memory(), which a run calls when it starts; memory of a
/// GPU is not in it.
int64_t peak_memory_bytes();
void forget_peak_memory();

}  // namespace mixup::train
