// A tar archive of one small file, as container engines take it on stdin.
#pragma once

#include <string>
#include <string_view>

namespace gate {

// POSIX ustar: readable by everybody (0444), owned by root, the name below 100 characters.
std::string tar_of_file(std::string_view name, std::string_view content);

}  // namespace gate
