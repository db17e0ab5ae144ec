// The page that belongs to a cause (causes/<slug>.md): the one source of what `gate explain` prints
// and of what the documentation shows. It is inside the binary; no file is read.
#pragma once

#include <string_view>

namespace gate {

// The page's Markdown; empty where there is none of that slug.
std::string_view page(std::string_view slug);

}  // namespace gate
