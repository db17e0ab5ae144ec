#include "gate/log/source_story.h"

#include <algorithm>
#include <utility>

#include "gate/log/alembic_words.h"
#include "gate/log/foreign_client.h"
#include "gate/log/line_prefix.h"
#include "gate/log/server_phrases.h"
#include "gate/log/trouble_words.h"

namespace gate {
namespace {

constexpr int quoted_lines = 4;  // that a document's introduction may quote

bool has(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

// "INFO  [alembic] ...", "ERROR:root:...": a logger's, unlike "ERROR:  relation ...".
bool is_log_line(std::string_view text) {
  for (const std::string_view level : {"INFO", "WARN", "WARNING", "ERROR", "DEBUG", "CRITICAL"}) {
    if (!text.starts_with(level)) continue;
    std::string_view rest = text.substr(level.size());
    if (rest.starts_with(':') && !rest.starts_with(": ")) return true;
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    if (rest.starts_with('[')) return true;
  }
  return text.starts_with("##[") || timestamp_length(text) > 0;
}

bool has_odd_quotes(std::string_view text) {
  return std::count(text.begin(), text.end(), '\'') % 2 != 0;
}

// "upgrade head fails with:" is a document's: what follows is quoted. A log says "failed".
bool introduces(std::string_view text) {
  if (!text.ends_with(':') || text.size() > 300 || is_log_line(text)) return false;
  for (const std::string_view words :
       {"fails with", "fail with", "output like", "may error", "raises", "ymptom", "looks like"}) {
    if (has(text, words)) return true;
  }
  return false;
}

// "==== 12 passed, 1 warning in 3.21s ====".
bool all_tests_passed(std::string_view text) {
  return text.starts_with("===") && has(text, " passed") && !has(text, " failed") &&
         !has(text, " error");
}

}  // namespace

void SourceStory::take(const LogLine& line, std::string_view step) {
  if (read_marks(line, step)) return;
  if (take_into_open(line)) return;
  close();
  if (begin_failure(line)) return;
  read_single(line);
}

void SourceStory::finish() {
  close();
  end_step(0);
}

bool SourceStory::take_into_open(const LogLine& line) {
  return std::visit(
      [&](auto& open) {
        if constexpr (std::is_same_v<std::decay_t<decltype(open)>, std::monostate>) {
          return false;
        } else {
          return open.take(line);
        }
      },
      open_);
}

void SourceStory::close() {
  const Open open = std::exchange(open_, std::monostate{});
  const std::optional<LogFailure> failure = std::visit(
      [](const auto& one) -> std::optional<LogFailure> {
        if constexpr (std::is_same_v<std::decay_t<decltype(one)>, std::monostate>) {
          return std::nullopt;
        } else {
          return one.finish();
        }
      },
      open);
  if (failure) emit(*failure);
}

// The runner's own marks; true where the line is no more than that, or quoted.
bool SourceStory::read_marks(const LogLine& line, std::string_view step) {
  switch (step_.take(line.text, step)) {
    case CiStep::Said::script:
      close();
      return true;
    case CiStep::Said::new_step:
      close();
      end_step(line.number);
      return line.text.starts_with("##[group]");
    case CiStep::Said::ended:
      close();
      end_step(line.number);
      return true;
    case CiStep::Said::nothing:
      return false;
  }
  return false;
}

bool SourceStory::begin_failure(const LogLine& line) {
  if (introduced_ > 0 && !line.text.empty()) --introduced_;
  if (introduces(line.text)) introduced_ = quoted_lines;
  if (line.text.ends_with(" |")) return true;  // a table's line is quoted
  const bool quoted = introduced_ > 0 && !line.text.ends_with("(most recent call last):");
  if (in_echo_ && !is_log_line(line.text) && !line.text.ends_with("(most recent call last):")) {
    if (has_odd_quotes(line.text)) in_echo_ = false;
    return true;
  }
  // SQL that SQLAlchemy echoes: what stands in a literal of it is quoted, over many lines.
  in_echo_ = has(line.text.substr(0, 200), "sqlalchemy.engine") && has_odd_quotes(line.text);
  if (quoted || in_echo_) return quoted;
  const auto open = [&](auto begun) {
    if (!begun) return false;
    open_ = std::move(*begun);
    return true;
  };
  return open(PythonFailure::begin(line)) || open(PytestFailure::begin(line)) ||
         open(ServerFailure::begin(line)) || open(Refusal::begin(line)) ||
         open(OwnReport::begin(line));
}

void SourceStory::read_single(const LogLine& line) {
  switch (alembic_.take(line.text)) {
    case AlembicProcess::Said::goes_on:
      // The process that printed a failure is at its next revision: it caught it.
      if (last_failure_ != 0) survived(last_failure_);
      last_failure_ = 0;
      emit_(LogProgress{source_, line.number});
      return;
    case AlembicProcess::Said::began:
    case AlembicProcess::Said::begins_again:
      last_failure_ = 0;
      handled_.reset();
      process_begin_ = line.number;
      emit_(LogProgress{source_, line.number});
      return;
    case AlembicProcess::Said::nothing:
      break;
  }
  const std::string_view text = line.text;
  if (text.starts_with("===") && has(text, "test session starts")) tests_begin_ = line.number;
  if (all_tests_passed(text)) survived(tests_begin_);
  if (const auto warning = graph_warning_in(text)) {
    alembic_.warn(*warning);
    emit_warning(*warning, line);
    return;
  }
  if (auto foreign = foreign_client_failure(line)) {
    emit(std::move(*foreign));
    return;
  }
  if (const int heads = head_count_in(text); heads > 1) {
    LogFailure failure;
    failure.form = LogForm::head_count;
    failure.heads = heads;
    failure.lines.push_back(line);
    emit(std::move(failure));
    return;
  }
  if (const Trouble trouble = trouble_in_line(text); trouble != Trouble::none) {
    emit_line(LogForm::trouble, line, trouble);
    return;
  }
  if (const int status = exit_status_in(text); status >= 0) {
    exited(status, line);
    return;
  }
  if (says_failed(text)) emit_line(LogForm::other, line);
}

void SourceStory::exited(int status, const LogLine& line) {
  close();
  if (status == 0) {
    survived(step_.known() ? step_begin_ : process_begin_);
    return;
  }
  step_failed_ = true;
  // A migration that printed what it caught, and ended.
  if (last_failure_ == 0 && handled_) {
    LogFailure failure = *std::exchange(handled_, std::nullopt);
    failure.handled = false;
    emit(std::move(failure));
  }
  emit_line(LogForm::other, line);
}

// A runner that goes on to the next step says that this one ended well, unless it said otherwise.
void SourceStory::end_step(std::size_t next_line) {
  if (step_.known() && next_line != 0 && !step_failed_) survived(step_begin_);
  step_begin_ = next_line;
  step_failed_ = false;
  alembic_.end();
  last_failure_ = 0;
  handled_.reset();
}

void SourceStory::survived(std::size_t from_line) { emit_(LogSurvived{source_, from_line}); }

// Of the graph: it stands for itself, whatever else was warned of.
void SourceStory::emit_warning(const GraphWarning& warning, const LogLine& line) {
  LogFailure failure;
  failure.form = LogForm::warning;
  step_.fill(failure);
  failure.duplicate_revision = warning.duplicate;
  failure.missing_revision = warning.missing;
  failure.referring_revision = warning.referring;
  failure.lines.push_back(line);
  emit_(LogFailed{source_, std::move(failure)});
}

void SourceStory::emit(LogFailure failure) {
  alembic_.fill(failure);
  step_.fill(failure);
  if (failure.lines.empty()) return;
  if (failure.handled && !handled_) handled_ = failure;
  // After the first error PostgreSQL refuses the rest: what was caught before is the cause.
  if (failure.failure.sql && failure.failure.sql->sqlstate == "25P02" &&
      !failure.failure.first_sql && handled_ && handled_->failure.sql) {
    LogFailure first = *handled_;
    first.handled = false;
    first.lines.insert(first.lines.end(), failure.lines.begin(), failure.lines.end());
    failure = std::move(first);
  }
  read_alembics_words(failure);
  if (last_failure_ == 0 && !failure.handled) last_failure_ = failure.lines.front().number;
  emit_(LogFailed{source_, std::move(failure)});
}

// What Alembic says of the graph, in an exception's words or a refusal's.
void SourceStory::read_alembics_words(LogFailure& failure) const {
  for (const ExceptionLink& link : failure.failure.chain) {
    if (!link.class_name.starts_with("alembic.")) continue;
    failure.says_multiple_heads = failure.says_multiple_heads || says_multiple_heads(link.message);
    failure.says_cycle = failure.says_cycle || says_cycle(link.message);
    if (failure.unknown_revision.empty()) {
      failure.unknown_revision = unknown_revision_in(link.message);
    }
  }
  failure.asked_for =
      !failure.unknown_revision.empty() && failure.unknown_revision == step_.asked_for();
}

void SourceStory::emit_line(LogForm form, const LogLine& line, Trouble trouble) {
  // "##[error]Console alembic has 2 heads": what an annotation says was read already.
  if (line.text.starts_with("##[error]")) step_failed_ = true;
  LogFailure failure;
  failure.form = form;
  failure.trouble = trouble;
  constexpr std::string_view fatal = "FATAL:  ";
  if (const auto at = line.text.find(fatal); trouble != Trouble::none && at != line.text.npos) {
    SqlError error;
    error.severity = "FATAL";
    error.primary = line.text.substr(at + fatal.size());
    const PhraseMatch match = phrase_in(error.primary);
    failure.phrase = match.phrase;
    failure.subject = match.subject;
    failure.failure.sql = std::move(error);
  }
  failure.lines.push_back(line);
  emit(std::move(failure));
}

}  // namespace gate
