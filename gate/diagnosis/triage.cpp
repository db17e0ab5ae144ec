#include "gate/diagnosis/triage.h"

#include <algorithm>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/classify.h"
#include "gate/diagnosis/log_words.h"

namespace gate {
namespace {

constexpr std::size_t most_entries = 200;
constexpr std::size_t most_unclaimed = 64;
constexpr std::size_t most_evidence = 12;

// How much a failure that nobody claims looks like the cause.
int likeness(const LogFailure& failure) {
  switch (failure.form) {
    case LogForm::refusal:
      return 6;
    case LogForm::traceback:
      return failure.in_migration ? 6 : 5;
    case LogForm::psql:
    case LogForm::client:
    case LogForm::head_count:
    case LogForm::gate_report:
      return 5;
    case LogForm::exception:
      return 4;
    case LogForm::server:
    case LogForm::trouble:
    case LogForm::warning:
      return 3;
    case LogForm::other:
      return failure.lines.front().text.find("exit code") == std::string::npos ? 2 : 1;
  }
  return 0;
}

// The line that shows it: the outermost exception of a traceback is its last.
LogLine telling_line(const LogFailure& failure) {
  if (failure.form != LogForm::traceback) return failure.lines.front();
  const std::string_view name = exception_name(failure);
  for (auto line = failure.lines.rbegin(); line != failure.lines.rend(); ++line) {
    if (line->text.find(name) != std::string::npos) return *line;
  }
  return failure.lines.back();
}

TriageFinding finding_from(const Cause& cause, const LogFailure& failure, const LogClaim& claim) {
  TriageFinding found;
  found.confidence = claim.confidence;
  found.evidence = failure.lines;
  Finding& finding = found.finding;
  finding.message = claim.message;
  finding.fix = claim.fix;
  finding.step = failure.step;
  finding.revision = failure.failure.revision;
  finding.file = failure.failure.place.file;
  finding.line = failure.failure.place.line;
  if (const SqlError* error = server_error(failure)) {
    finding.sqlstate = error->sqlstate;
    finding.detail = error->detail;
    finding.statement = error->statement;
  }
  add_what_the_cause_says(finding, cause);
  return found;
}

bool says(const std::vector<LogLine>& lines, const std::string& text) {
  return std::any_of(lines.begin(), lines.end(),
                     [&](const LogLine& line) { return line.text == text; });
}

bool is_vague(const Finding& finding) {
  return finding.mode.empty() && finding.kind != "irreversible-downgrade" &&
         finding.kind != "silent-residue";
}

}  // namespace

void Triage::take(const LogEvent& event) {
  if (const auto* failed = std::get_if<LogFailed>(&event)) {
    take_failed(*failed);
  } else if (const auto* outlived = std::get_if<LogSurvived>(&event)) {
    survived(*outlived);
  } else if (const auto* progress = std::get_if<LogProgress>(&event)) {
    progressed(*progress);
  }
}

void Triage::take_failed(const LogFailed& event) {
  const LogFailure& failure = event.failure;
  if (failure.lines.empty()) return;
  if (failure.reported) {
    add_reported(event);
    return;
  }
  // What is wrong with the machine is never a migration's.
  if (!failure.handled && (add_claim(event, true) || add_claim(event, false))) return;
  add_unclaimed(event.source, failure);
}

bool Triage::add_claim(const LogFailed& event, bool error) {
  const LogFailure& failure = event.failure;
  for (const Cause* cause : all_causes()) {
    if (cause->log == nullptr || cause->error != error) continue;
    const auto claim = cause->log(failure);
    if (!claim) continue;
    add({event.source, failure.form == LogForm::server, failure.form == LogForm::warning,
         claim->about, finding_from(*cause, failure, *claim)});
    return true;
  }
  return false;
}

// What another gate found, it found from more than a log; a kind that this one does not know stays
// unclaimed.
void Triage::add_reported(const LogFailed& event) {
  const ReportedFinding& reported = *event.failure.reported;
  const Cause* cause = find_cause(reported.kind);
  if (cause == nullptr) {
    add_unclaimed(event.source, event.failure);
    return;
  }
  const LogClaim claim{reported.message, Confidence::high, {}, reported.message};
  add({event.source, false, false, claim.about, finding_from(*cause, event.failure, claim)});
}

void Triage::survived(const LogSurvived& event) {
  const auto is_over = [&](int source, std::size_t line) {
    return source == event.source && line >= event.from_line;
  };
  std::erase_if(entries_, [&](const Entry& one) {
    return !one.warning && is_over(one.source, one.first_line());
  });
  std::erase_if(unclaimed_,
                [&](const Unclaimed& one) { return is_over(one.source, one.line.number); });
}

// Who reached the server after all was only waiting for it.
void Triage::progressed(const LogProgress& event) {
  progress_[event.source] = event.line;
  std::erase_if(entries_, [&](const Entry& one) {
    return one.found.finding.kind == "infrastructure" && (one.source == event.source || one.server);
  });
}

void Triage::add(Entry entry) {
  for (Entry& known : entries_) {
    const bool same = known.source == entry.source && known.server == entry.server &&
                      known.found.finding.kind == entry.found.finding.kind &&
                      (known.about == entry.about || known.about.empty() || entry.about.empty());
    if (!same) continue;
    ++known.found.times;
    if (known.about.empty()) known.about = entry.about;
    if (entry.found.confidence > known.found.confidence) {
      known.found.confidence = entry.found.confidence;
      known.found.finding.message = entry.found.finding.message;
      known.found.finding.fix = entry.found.finding.fix;
    }
    // Of the first telling only, and what stands close to it.
    for (const LogLine& line : entry.found.evidence) {
      const std::size_t last = known.found.evidence.back().number;
      const bool close =
          line.number > last && line.number - last < 100 && !says(known.found.evidence, line.text);
      if (close && known.found.evidence.size() < most_evidence)
        known.found.evidence.push_back(line);
    }
    return;
  }
  if (entries_.size() < most_entries) {
    entries_.push_back(std::move(entry));
    return;
  }
  // A letter is worth more than the last of those without.
  const auto last = std::find_if(entries_.rbegin(), entries_.rend(),
                                 [](const Entry& one) { return one.found.finding.mode.empty(); });
  if (last != entries_.rend() && !entry.found.finding.mode.empty()) *last = std::move(entry);
}

void Triage::add_unclaimed(int source, const LogFailure& failure) {
  const Unclaimed one{source, likeness(failure), !failure.handled, telling_line(failure)};
  if (unclaimed_.size() < most_unclaimed) {
    unclaimed_.push_back(one);
    return;
  }
  const auto least = std::min_element(
      unclaimed_.begin(), unclaimed_.end(),
      [](const Unclaimed& left, const Unclaimed& right) { return left.likeness < right.likeness; });
  if (least->likeness < one.likeness) *least = one;
}

// The server logs what it refused, whether or not the client expected it. What a client tells as
// well is told by the client; without one the server's word is all there is.
void Triage::judge_server_log() {
  const bool clients =
      std::any_of(entries_.begin(), entries_.end(), [](const Entry& one) { return !one.server; });
  const auto went_on = [&](const Entry& one) {
    return std::any_of(progress_.begin(), progress_.end(),
                       [&](const auto& progress) { return progress.second > one.first_line(); });
  };
  for (Entry& one : entries_) {
    if (one.server || !clients) continue;
    const auto same = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& other) {
      return other.server && other.found.finding.kind == one.found.finding.kind &&
             other.about == one.about;
    });
    if (same != entries_.end()) one.found.confidence = Confidence::high;
  }
  std::erase_if(entries_,
                [&](const Entry& one) { return one.server && (clients || went_on(one)); });
}

// pytest collects warnings below the failures: the one that says why there seem to be two heads
// comes after them.
void Triage::join_duplicate_ids() {
  for (const Entry& warned : entries_) {
    if (warned.found.finding.kind != "duplicate-revision") continue;
    std::erase_if(entries_, [&](const Entry& one) {
      return one.found.finding.kind == "multiple-heads" && one.source == warned.source &&
             one.first_line() < warned.first_line() && warned.found.confidence != Confidence::high;
    });
  }
}

// After the first error with a letter of its own, the same source's vague ones are what follows.
void Triage::drop_what_follows() {
  std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& left, const Entry& right) {
    return left.first_line() < right.first_line();
  });
  for (std::size_t at = 0; at < entries_.size(); ++at) {
    const Entry first = entries_[at];
    const auto rest = entries_.begin() + static_cast<std::ptrdiff_t>(at) + 1;
    entries_.erase(std::remove_if(rest, entries_.end(),
                                  [&](const Entry& later) {
                                    return is_vague(later.found.finding) &&
                                           (later.source == first.source ||
                                            later.found.finding.kind == "infrastructure");
                                  }),
                   entries_.end());
  }
}

TriageReport Triage::finish() {
  judge_server_log();
  join_duplicate_ids();
  drop_what_follows();
  TriageReport report;
  for (const Entry& one : entries_) report.findings.push_back(one.found);
  report.failed =
      !report.findings.empty() || std::any_of(unclaimed_.begin(), unclaimed_.end(),
                                              [](const Unclaimed& one) { return one.counts; });
  if (report.findings.empty() && !unclaimed_.empty()) {
    const auto most = std::max_element(unclaimed_.begin(), unclaimed_.end(),
                                       [](const Unclaimed& left, const Unclaimed& right) {
                                         return left.likeness < right.likeness;
                                       });
    report.looks_like = most->line;
  }
  return report;
}

}  // namespace gate
