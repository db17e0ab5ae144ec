#include "gate/report/markdown_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "gate/report/printable.h"
#include "gate/report/wrap.h"

namespace gate {
namespace {

constexpr int code_width = 200;                     // columns of a name within a line
constexpr std::size_t code_bytes = 8 * code_width;  // more than is ever shown
constexpr int fence_width = 2000;                   // of a line in a block
constexpr int prose_width = 2000;                   // of a line of prose
constexpr std::size_t prose_lines = 30;
constexpr std::size_t advice_lines = 200;

bool is_word(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') || static_cast<unsigned char>(letter) >= 0x80;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::size_t longest_run(std::string_view text, char letter) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char one : text) {
    run = one == letter ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

// One character of a line of prose, between its neighbours (0 at the line's ends).
std::string escaped(char before, char letter, char after) {
  switch (letter) {
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '&':
      return "&amp;";
    case '$':  // mathematics
      return "<span>$</span>";
    case '@':  // somebody, unless it is in an address
      return is_word(after) && !is_word(before) ? "@&#8203;" : "@";
    case '_':
      return is_word(before) && is_word(after) ? "_" : "\\_";
    case ':':  // a link
      return after == '/' ? "\\:" : ":";
    case '\\':
    case '`':
    case '*':
    case '[':
    case ']':
    case '|':
    case '~':
    case '!':
      return {'\\', letter};
    default:
      return std::string(1, letter);
  }
}

std::string break_www(std::string text) {
  for (auto at = text.find("www."); at != text.npos; at = text.find("www.", at + 4)) {
    text.insert(at + 3, "\\");
  }
  return text;
}

// Whether its backticks are in pairs with something between them, as in gate's own sentences.
bool has_quoted_code(std::string_view line) {
  const auto count = std::count(line.begin(), line.end(), '`');
  return count > 0 && count % 2 == 0 && longest_run(line, '`') == 1 &&
         line.find('|') == std::string_view::npos;
}

std::string escaped_words(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    out += escaped(at == 0 ? '\0' : text[at - 1], text[at],
                   at + 1 == text.size() ? '\0' : text[at + 1]);
  }
  return break_www(std::move(out));
}

// A line's first character can make it a heading, a list or a rule.
std::string escaped_start(std::string out) {
  const auto digits = out.find_first_not_of("0123456789");
  const bool numbered =
      digits != 0 && digits != std::string::npos && (out[digits] == '.' || out[digits] == ')');
  if (numbered) return out.insert(digits, "\\");
  const bool marks = std::string_view("#+-=").find(out.front()) != std::string_view::npos;
  return marks ? out.insert(0, "\\") : out;
}

std::string prose_line(std::string_view line) {
  const auto first = line.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  const std::string text = shortened(line.substr(first), prose_width);
  if (!has_quoted_code(text)) return escaped_start(escaped_words(text));
  std::string out;
  bool is_code = false;
  for (std::string_view rest = text;; is_code = !is_code) {
    const auto end = rest.find('`');
    const auto part = rest.substr(0, end);
    out += is_code ? "`" + std::string(part) + "`" : escaped_words(part);
    if (end == std::string_view::npos) return escaped_start(std::move(out));
    rest.remove_prefix(end + 1);
  }
}

// A block that fences in whatever stands in it.
std::string fenced(std::string_view language, const std::vector<std::string>& lines) {
  std::size_t longest = 2;
  for (const auto& line : lines) longest = std::max(longest, longest_run(line, '`'));
  const std::string fence(longest + 1, '`');
  std::string out = fence + std::string(language) + '\n';
  for (const auto& line : lines) out.append(line).append("\n");
  return out + fence + "\n\n";
}

bool is_to_be_pasted(std::string_view line) {
  return !line.empty() && (line.front() == ' ' || line.front() == '{' || line.front() == '}');
}

}  // namespace

std::string markdown_prose(std::string_view text) {
  const std::string safe = printable(text);
  std::string out;
  std::size_t lines = 0;
  for (const auto line : lines_of(safe)) {
    const auto words = prose_line(line);
    if (words.empty()) continue;
    if (!out.empty()) out += "<br>";
    if (++lines > prose_lines) return out + "…";
    out += words;
  }
  return out;
}

std::string markdown_code(std::string_view text) {
  const auto code = shortened(printable_line(text.substr(0, code_bytes)), code_width);
  if (code.empty()) return {};
  const std::string fence(longest_run(code, '`') + 1, '`');
  const bool touches = code.front() == '`' || code.back() == '`' || code.front() == ' ';
  const std::string_view blank = touches ? " " : "";
  return fmt::format("{0}{1}{2}{1}{0}", fence, blank, code);
}

std::string markdown_code_cell(std::string_view text) {
  std::string cell = markdown_code(text);
  for (auto at = cell.find('|'); at != cell.npos; at = cell.find('|', at + 2))
    cell.insert(at, "\\");
  return cell;
}

std::string markdown_fence(std::string_view language, std::string_view text,
                           std::size_t most_lines) {
  const std::string safe = printable(text);
  const auto all = lines_of(safe);
  if (all.empty()) return {};
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < std::min(all.size(), most_lines); ++at) {
    lines.push_back(shortened(all[at], fence_width));
  }
  auto out = fenced(language, lines);
  const auto more = all.size() - lines.size();
  if (more > 0) out += fmt::format("({} more line{})\n\n", more, more == 1 ? "" : "s");
  return out;
}

std::string markdown_fence_end(std::string_view text, std::size_t most_lines) {
  const std::string safe = printable(text);
  std::vector<std::string> lines;
  for (const auto line : lines_of(safe)) lines.push_back(shortened(line, fence_width));
  if (lines.empty()) return {};
  const auto more = lines.size() - std::min(lines.size(), most_lines);
  lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(more));
  const auto before = fmt::format("({} line{} before)\n\n", more, more == 1 ? "" : "s");
  return (more > 0 ? before : "") + fenced("", lines);
}

std::string markdown_advice(std::string_view text) {
  const std::string safe = printable(text);
  std::string out;
  std::string pasted;
  const auto end_pasted = [&] {
    out += markdown_fence("", pasted, advice_lines);
    pasted.clear();
  };
  std::size_t lines = 0;
  for (const auto line : lines_of(safe)) {
    if (++lines > advice_lines) break;
    if (is_to_be_pasted(line)) {
      pasted.append(line).append("\n");
      continue;
    }
    end_pasted();
    if (const auto words = prose_line(line); !words.empty()) out += words + "\n\n";
  }
  end_pasted();
  return out;
}

std::string markdown_details(std::string_view summary, std::string_view blocks) {
  if (blocks.empty()) return {};
  return fmt::format("<details><summary>{}</summary>\n\n{}</details>\n\n", markdown_prose(summary),
                     blocks);
}

}  // namespace gate
