// Foreign text made harmless for a page: it can neither become markup nor hide, reorder or
// impersonate what stands beside it, nor make the page larger than a browser likes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gate::html {

// Valid UTF-8 without what hides or reorders: control characters become their pictures (␀), marks
// of direction and other invisible ones their names (⟨U+202E⟩), colours go.
std::string visible(std::string_view text);
// The same for between tags and for quoted attributes of a page.
std::string escaped(std::string_view text);

// On one line, and at most so many characters of it; what was left out is said.
std::string one_line(std::string_view text, std::size_t most = 240);
// At most so many bytes from the beginning, or to the end; what was left out is said.
std::string beginning(std::string_view text, std::size_t most);
std::string ending(std::string_view text, std::size_t most);

}  // namespace gate::html
