#include "gate/log/python_traceback.h"

#include "gate/log/lines.h"
#include "gate/log/python_lines.h"

namespace gate {
namespace {

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

}  // namespace

Traceback last_traceback(std::string_view text) {
  const auto lines = split_lines(text);
  Traceback result;
  bool chained = false;
  for (std::size_t at = 0; at < lines.size();) {
    if (chains_tracebacks(lines[at])) {
      chained = true;
      ++at;
    } else if (lines[at] == traceback_mark) {
      if (!chained) {
        result = {};
        result.begin = static_cast<std::size_t>(lines[at].data() - text.data());
      }
      chained = false;
      at = read_one(lines, at + 1, result);
      // A message goes on until an empty line or something that is no part of it.
      while (!result.empty() && at < lines.size() && !chains_tracebacks(lines[at]) &&
             lines[at] != traceback_mark && !lines[at].empty()) {
        result.chain.front().message.append("\n").append(lines[at++]);
      }
    } else {
      ++at;
    }
  }
  return result;
}

}  // namespace gate
