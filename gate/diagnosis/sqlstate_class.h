// The classes of SQLSTATE in words (PostgreSQL manual, appendix A).
#pragma once

#include <string_view>

namespace gate {

// "syntax error or access rule violation" for 42P01; empty for a class that is not known.
std::string_view class_in_words(std::string_view sqlstate);

}  // namespace gate
