// Patterns of paths, as the `watch` of a declaration and the `paths` of a workflow have them.
#pragma once

#include <string_view>

namespace gate {

// Whether a path with '/' between folders is what the pattern names: `*` and `?` stay within a
// folder, `**` goes across. A pattern that names a folder also names all that is below it.
bool matches_path(std::string_view path, std::string_view pattern);

}  // namespace gate
