#include "gate/pipeline/redact.h"

#include "gate/postgres/percent.h"

namespace gate {
namespace {

// Shorter ones stand in ordinary text by chance; taking them out would spoil every message.
constexpr std::size_t shortest_secret = 6;

void replace_all(std::string& text, const std::string& word) {
  constexpr std::string_view stars = "***";
  for (auto at = text.find(word); at != std::string::npos;
       at = text.find(word, at + stars.size())) {
    text.replace(at, word.size(), stars);
  }
}

void redact_in_place(std::string& text, const std::string& password) {
  if (password.size() < shortest_secret) return;
  replace_all(text, password);
  replace_all(text, percent_encoded(password));
}

void redact_in_place(SqlError& error, const std::string& password) {
  for (std::string* text :
       {&error.primary, &error.detail, &error.hint, &error.context, &error.statement}) {
    redact_in_place(*text, password);
  }
}

void redact_in_place(Failure& failure, const std::string& password) {
  for (ExceptionLink& link : failure.chain) redact_in_place(link.message, password);
  if (failure.sql) redact_in_place(*failure.sql, password);
  if (failure.first_sql) redact_in_place(*failure.first_sql, password);
  redact_in_place(failure.place.code, password);
  for (SourcePlace& frame : failure.frames) redact_in_place(frame.code, password);
  for (ExecutedStatement& statement : failure.statements) {
    redact_in_place(statement.sql, password);
    redact_in_place(statement.parameters, password);
  }
  redact_in_place(failure.traceback, password);
}

}  // namespace

std::string redact(std::string_view text, const std::string& password) {
  std::string result(text);
  redact_in_place(result, password);
  return result;
}

void redact(StepResult& result, const std::string& password) {
  redact_in_place(result.output, password);
  for (Redirect& redirect : result.redirects) redact_in_place(redirect.asked, password);
  if (result.failure) redact_in_place(*result.failure, password);
}

}  // namespace gate
