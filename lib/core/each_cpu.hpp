// each_cpu: one function compiled for several processors.
#pragma once

// The loader takes the best that this processor has. Elsewhere: as it is.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define MIXUP_FOR_EACH_CPU __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define MIXUP_FOR_EACH_CPU
#endif
#define MIXUP_INLINE [[gnu::always_inline]] inline  // else a clone would call the code of the plainest processor
