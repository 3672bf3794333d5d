// md5: the digest that CIFAR's files were published with; it tells damage, not malice.
#pragma once
#include <string>
#include <string_view>

namespace mixup {

/// Whether this program was built with libcrypto.
bool has_md5();

/// 32 lower-case hexadecimal digits. Errors: Exit::usage in a program without libcrypto, with what to install.
std::string md5(std::string_view bytes);

}  // namespace mixup
