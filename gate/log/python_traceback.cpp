#include "gate/log/python_traceback.h"

#include <algorithm>
#include <charconv>

#include "gate/log/lines.h"

namespace gate {
namespace {

constexpr std::string_view begin_mark = "Traceback (most recent call last):";
constexpr std::string_view cause_mark =
    "The above exception was the direct cause of the following exception:";
constexpr std::string_view context_mark =
    "During handling of the above exception, another exception occurred:";

// `  File "/path/0002.py", line 31, in upgrade`; a SyntaxError's has no function.
bool read_frame(std::string_view line, SourcePlace& frame) {
  constexpr std::string_view mark = "  File \"";
  if (!line.starts_with(mark)) return false;
  const auto quote = line.find("\", line ", mark.size());
  if (quote == line.npos) return false;
  frame = {};
  frame.file = line.substr(mark.size(), quote - mark.size());
  const std::string_view rest = line.substr(quote + 8);
  std::from_chars(rest.data(), rest.data() + rest.size(), frame.line);
  if (const auto in = rest.find(", in "); in != rest.npos) frame.function = rest.substr(in + 5);
  return true;
}

// A class made inside a function is `m.upgrade.<locals>.Refused`; names need not be ASCII.
bool is_name_letter(char letter) {
  return letter == '.' || letter == '_' || letter == '<' || letter == '>' ||
         (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
         (letter >= 'A' && letter <= 'Z') || static_cast<unsigned char>(letter) >= 0x80;
}

// `sqlalchemy.exc.ProgrammingError: (psycopg2...) ...`: a dotted name, then a colon or the end.
bool read_exception(std::string_view line, ExceptionLink& link) {
  const auto end = std::min(line.find(": "), line.size());
  std::string_view name = line.substr(0, end);
  if (name.ends_with(':')) name.remove_suffix(1);
  if (name.empty() || !std::all_of(name.begin(), name.end(), is_name_letter)) return false;
  link.class_name = name;
  link.message = end < line.size() ? line.substr(end + 2) : std::string_view();
  return true;
}

// Reads one traceback from the line after its mark; gives the line after its exception's first.
std::size_t read_one(const std::vector<std::string_view>& lines, std::size_t at, Traceback& into) {
  SourcePlace frame;
  for (; at < lines.size(); ++at) {
    const std::string_view line = lines[at];
    if (read_frame(line, frame)) {
      into.frames.push_back(frame);
    } else if (line.starts_with("    ")) {
      if (!into.frames.empty() && into.frames.back().code.empty()) {
        into.frames.back().code = line.substr(4);
      }
    } else if (!line.starts_with(' ')) {
      ExceptionLink link;
      if (!read_exception(line, link)) return at;
      into.chain.insert(into.chain.begin(), link);
      return at + 1;
    }
  }
  return at;
}

bool chains(std::string_view line) { return line == cause_mark || line == context_mark; }

}  // namespace

Traceback last_traceback(std::string_view text) {
  const auto lines = split_lines(text);
  Traceback result;
  bool chained = false;
  for (std::size_t at = 0; at < lines.size();) {
    if (chains(lines[at])) {
      chained = true;
      ++at;
    } else if (lines[at] == begin_mark) {
      if (!chained) {
        result = {};
        result.begin = static_cast<std::size_t>(lines[at].data() - text.data());
      }
      chained = false;
      at = read_one(lines, at + 1, result);
      // A message goes on until an empty line or something that is no part of it.
      while (!result.empty() && at < lines.size() && !chains(lines[at]) &&
             lines[at] != begin_mark && !lines[at].empty()) {
        result.chain.front().message.append("\n").append(lines[at++]);
      }
    } else {
      ++at;
    }
  }
  return result;
}

}  // namespace gate
