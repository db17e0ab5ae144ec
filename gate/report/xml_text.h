// Foreign text as XML may hold it.
#pragma once

#include <string>
#include <string_view>

namespace gate {

// Printable (printable.h), and without the code points that XML 1.0 has no way to write.
std::string xml_text(std::string_view text);
// The same on one line and no longer than anyone reads, for an attribute.
std::string xml_line(std::string_view text);

}  // namespace gate
