#include "gate/log/ci_step.h"

#include <algorithm>

namespace gate {
namespace {

constexpr std::string_view run_mark = "##[group]Run ";
constexpr std::string_view end_mark = "##[endgroup]";

bool has(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& letter : out) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter + 32);
  }
  return out;
}

// By the runbook's names of the steps.
std::optional<StepKind> kind_of(const std::string& name) {
  if (has(name, "downgrade")) return StepKind::downgrade;
  if (has(name, "single head")) return StepKind::assert_single_head;
  if (has(name, "alembic upgrade")) return StepKind::upgrade;
  if (has(name, " seed ") || name.starts_with("seed ")) return StepKind::prerequisite;
  if (has(name, "create ") && has(name, " role")) return StepKind::prerequisite;
  return std::nullopt;
}

}  // namespace

CiStep::Said CiStep::take(std::string_view line, std::string_view step) {
  if (!step.empty() && step != prefix_step_) {
    prefix_step_ = step;
    begin(step);
    if (step != "UNKNOWN STEP") known_ = true;
    if (!line.starts_with(run_mark)) return Said::new_step;
  }
  if (line.starts_with(run_mark)) {
    const bool named = !prefix_step_.empty() && prefix_step_ != "UNKNOWN STEP";
    if (!named) begin(line.substr(run_mark.size()));
    known_ = true;
    in_script_ = true;
    commands_ = 0;
    read_command(line.substr(run_mark.size()));
    return named ? Said::script : Said::new_step;
  }
  if (in_script_) {
    if (line.starts_with(end_mark)) {
      in_script_ = false;
    } else if (commands_ > 0 || has(line, "alembic")) {
      read_command(line);
    }
    return Said::script;
  }
  const bool over = line == "Post job cleanup." || line == "Cleaning up orphan processes";
  return over ? Said::ended : Said::nothing;
}

void CiStep::begin(std::string_view name) {
  name_ = name.substr(0, 200);
  const std::string small = lower(name_);
  // Without a name of its own a step goes by its script's first line, one command of many.
  by_name_ = prefix_step_.empty() ? std::nullopt : kind_of(small);
  round_trip_ = has(small, "round trip") || has(small, "round-trip");
  by_command_.reset();
  asked_for_.clear();
  commands_ = 0;
}

// The group's title repeats the script's first line.
void CiStep::read_command(std::string_view command) {
  for (const std::string_view verb : {"upgrade", "downgrade"}) {
    const auto alembic = std::min(command.find("alembic"), command.find("flask db"));
    if (alembic == command.npos) return;
    const auto at = command.find(std::string(" ") + std::string(verb) + " ", alembic);
    if (at == command.npos) continue;
    std::string_view word = command.substr(at + verb.size() + 2);
    word = word.substr(0, word.find_first_of(" ;|&>"));
    const auto kind = verb == "upgrade" ? StepKind::upgrade : StepKind::downgrade;
    if (commands_ > 0 && by_command_ == kind && asked_for_ == word) return;
    if (++commands_ > 1) {  // which of them failed is not said
      by_command_.reset();
      asked_for_.clear();
      return;
    }
    by_command_ = kind;
    asked_for_ = word;
    follow_downgrade(command.substr(0, at), *by_command_);
    return;
  }
}

// The first upgrade after a downgrade, by the same command, is the round trip's.
void CiStep::follow_downgrade(std::string_view program, StepKind kind) {
  if (kind == StepKind::downgrade) {
    undone_by_ = program.substr(0, 300);
  } else if (undone_by_ == program) {
    round_trip_ = true;
    undone_by_.clear();
  }
}

void CiStep::fill(LogFailure& failure) const {
  failure.step = name_;
  failure.step_kind = by_name_ ? by_name_ : by_command_;
  failure.second_upgrade = failure.second_upgrade || round_trip_;
}

}  // namespace gate
