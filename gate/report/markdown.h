// A page of Markdown for the terminal: wrapped, headings strong, code blocks indented.
//
// Takes what CommonMark has; tables are not in it, and raw HTML is left out.
#pragma once

#include <string>
#include <string_view>

#include "gate/report/render.h"

namespace gate {

std::string render_markdown(std::string_view markdown, const TextStyle& style);

}  // namespace gate
