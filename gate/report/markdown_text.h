// Foreign text as parts of a Markdown page for GitHub: it is read as it stands, and is neither
// markup nor HTML, image, link, mention nor the end of what it stands in.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gate {

// Prose, of which lines stay lines; also for a table's cell.
std::string markdown_prose(std::string_view text);
// A name or a place as code within a line, cut where it is without end; empty for empty text.
std::string markdown_code(std::string_view text);
// The same in a table's cell.
std::string markdown_code_cell(std::string_view text);
// A block of code in a language that GitHub knows (or none): at most so many lines, and says how
// many more there were. Empty for empty text.
std::string markdown_fence(std::string_view language, std::string_view text,
                           std::size_t most_lines = 60);
// The last lines of what was printed, in a block.
std::string markdown_fence_end(std::string_view text, std::size_t most_lines);
// What gate advises: prose, and lines that are there to be pasted as blocks of code.
std::string markdown_advice(std::string_view text);
// Blocks behind a line that unfolds them.
std::string markdown_details(std::string_view summary, std::string_view blocks);

}  // namespace gate
