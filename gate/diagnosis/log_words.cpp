#include "gate/diagnosis/log_words.h"

#include <algorithm>

#include "gate/diagnosis/finding_of.h"

namespace gate {

const SqlError* server_error(const LogFailure& failure) { return cause_of(failure.failure); }

bool at_connect(const SqlError& error) {
  return error.severity == "FATAL" || error.severity == "PANIC" ||
         error.sqlstate.starts_with("28") || error.sqlstate.starts_with("08");
}

bool going_down(const LogFailure& failure) {
  if (!failure.failure.direction.empty()) return failure.failure.direction == "downgrade";
  return failure.step_kind == StepKind::downgrade;
}

std::string_view exception_name(const LogFailure& failure) {
  if (failure.failure.chain.empty()) return {};
  const std::string_view name = failure.failure.chain.front().class_name;
  const auto dot = name.rfind('.');
  return dot == name.npos ? name : name.substr(dot + 1);
}

std::string_view exception_message(const LogFailure& failure) {
  if (failure.failure.chain.empty()) return {};
  return failure.failure.chain.front().message;
}

bool raised(const LogFailure& failure, std::string_view class_name) {
  return std::any_of(failure.failure.chain.begin(), failure.failure.chain.end(),
                     [&](const ExceptionLink& link) {
                       return link.class_name == class_name ||
                              link.class_name.ends_with("." + std::string(class_name));
                     });
}

bool statement_begins(const LogFailure& failure, std::string_view words) {
  const SqlError* error = server_error(failure);
  if (error == nullptr) return false;
  std::string simple;
  for (const char letter : error->statement.substr(0, 300)) {
    const bool blank = letter == ' ' || letter == '\n' || letter == '\t' || letter == '\r';
    if (!blank) {
      simple.push_back(letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 32) : letter);
    } else if (!simple.empty() && simple.back() != ' ') {
      simple.push_back(' ');
    }
  }
  return simple.starts_with(words);
}

Confidence confidence_in(LogForm form) {
  switch (form) {
    case LogForm::traceback:
    case LogForm::refusal:
    case LogForm::psql:
    case LogForm::client:
    case LogForm::head_count:
    case LogForm::gate_report:
      return Confidence::high;
    case LogForm::exception:
    case LogForm::warning:
    case LogForm::server:
    case LogForm::trouble:
      return Confidence::medium;
    case LogForm::other:
      return Confidence::low;
  }
  return Confidence::low;
}

std::string words_of(const LogFailure& failure) {
  if (const SqlError* error = server_error(failure)) return error->primary;
  const std::string_view name = exception_name(failure);
  const std::string_view message = exception_message(failure);
  const std::string first(message.substr(0, message.find('\n')));
  return first.empty() ? std::string(name) : std::string(name) + ": " + first;
}

std::string_view unquoted(std::string_view text) {
  if (text.size() < 2 || (text.front() != '\'' && text.front() != '"')) return text;
  return text.substr(1, text.size() - 2);
}

}  // namespace gate
