#include "gate/log/refusal.h"

#include "gate/log/alembic_words.h"

namespace gate {
namespace {

constexpr std::size_t most_lines = 8;

}  // namespace

std::optional<Refusal> Refusal::begin(const LogLine& line) {
  const auto words = refusal_in(line.text);
  if (!words) return std::nullopt;
  Refusal refusal;
  refusal.words_ = *words;
  refusal.wrapped_ = line.text.starts_with("  FAILED: ");
  refusal.lines_.push_back(line);
  return refusal;
}

bool Refusal::take(const LogLine& line) {
  // A terminal's lines are indented by two and broken at blanks.
  const bool goes_on = wrapped_ && line.text.starts_with("  ") && !line.text.starts_with("   ");
  if (!goes_on || lines_.size() == most_lines) return false;
  words_.append(" ").append(line.text.substr(2));
  lines_.push_back(line);
  return true;
}

LogFailure Refusal::finish() const {
  LogFailure result;
  result.form = LogForm::refusal;
  result.failure.chain.push_back({"alembic.util.exc.CommandError", words_});
  result.in_migration = true;
  result.lines = lines_;
  return result;
}

}  // namespace gate
