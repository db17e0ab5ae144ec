#include "gate/log/pytest_failure.h"

#include <algorithm>

#include "gate/log/exception_chain.h"
#include "gate/log/python_lines.h"

namespace gate {
namespace {

constexpr std::size_t most_lines = 12;
constexpr std::size_t longest = 8000;

bool is_title(std::string_view line, char letter) {
  return line.size() > 8 && line[0] == letter && line[1] == letter && line[2] == letter &&
         line.ends_with(letter);
}

// The function that "    def upgrade():" or ">   def upgrade():" of the source shown begins.
std::string_view function_in(std::string_view line) {
  constexpr std::string_view mark = "def ";
  const auto at = line.find(mark);
  if (at == line.npos || line.find_first_not_of(" >", 0) < at) {
    const bool asynchronous = at != line.npos && line.substr(0, at).ends_with("async ");
    if (!asynchronous) return {};
  }
  const std::string_view rest = line.substr(at + mark.size());
  const auto end = rest.find('(');
  return end == rest.npos ? std::string_view() : rest.substr(0, end);
}

}  // namespace

std::optional<PytestFailure> PytestFailure::begin(const LogLine& line) {
  if (!is_title(line.text, '_') || line.text.find(' ') == std::string::npos) return std::nullopt;
  return PytestFailure();
}

bool PytestFailure::take(const LogLine& line) {
  const std::string_view text = line.text;
  if (is_title(text, '=') || text == traceback_mark) return false;
  if (is_title(text, '_') && text.find("_ _ _") == text.npos) return false;
  if (text.starts_with("##[")) return false;
  if (text.starts_with("-----") && text.find(" Captured ") != text.npos) captured_ = true;
  if (captured_) return true;
  if (text.starts_with("E   ")) {
    const auto begin = text.find_first_not_of(' ', 1);
    take_exception(begin == text.npos ? "" : text.substr(begin), line);
    return true;
  }
  in_exception_ = false;
  in_statement_ = false;
  if (chains_tracebacks(text)) stack_.begin_traceback();
  if (const auto name = function_in(text); !name.empty()) function_ = name.substr(0, 100);
  if (!take_frame(line) && text.starts_with("    ")) stack_.add_code(text.substr(4));
  return true;
}

bool PytestFailure::take_frame(const LogLine& line) {
  SourcePlace frame;
  if (read_short_frame(line.text, frame) == 0) return false;
  // Where the source is shown, the line below it has the exception's name and not the function's.
  if (frame.function.empty()) frame.function = function_;
  function_.clear();
  stack_.add(frame, line.number);
  return true;
}

void PytestFailure::take_exception(std::string_view text, const LogLine& line) {
  ExceptionLink link;
  if (text.starts_with("[SQL: ")) {
    in_statement_ = true;
    statement_ = text.substr(6, longest);
  } else if (in_statement_) {
    if (text.starts_with("(Background") || text.starts_with("[parameters: ")) {
      in_statement_ = false;
    } else if (statement_.size() < longest) {
      statement_.append("\n").append(text);
    }
    return;
  } else if (!in_exception_ && read_exception(text, link)) {
    chain_.insert(chain_.begin(), link);
    if (chain_.size() > 8) chain_.pop_back();
  } else if (in_exception_ && !chain_.empty() && chain_.front().message.size() < longest) {
    chain_.front().message.append("\n").append(text.substr(0, longest));
  }
  if (!in_exception_ && !text.empty()) in_exception_ = true;
  if (text.starts_with("LINE 1: ") && statement_.empty()) statement_ = text.substr(8, longest);
  const bool proves = !text.empty() && (!link.class_name.empty() || text.starts_with("[SQL: ") ||
                                        text.starts_with("DETAIL: ") || text.starts_with("LINE "));
  if (proves && lines_.size() < most_lines) lines_.push_back(line);
}

std::optional<LogFailure> PytestFailure::finish() const {
  if (chain_.empty()) return std::nullopt;
  LogFailure result;
  result.form = LogForm::traceback;
  stack_.fill(result);
  result.failure.chain = chain_;
  read_chain(result);
  add_statement(result, statement_);
  result.lines = lines_;
  return result;
}

}  // namespace gate
