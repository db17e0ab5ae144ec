// The step of a CI job that the lines belong to: its name, its commands, what they are for.
//
// Text in the runner's echo of a step's script is quoted text, whatever it says.
#pragma once

#include <string>
#include <string_view>

#include "gate/core/log_failure.h"

namespace gate {

class CiStep {
 public:
  enum class Said { nothing, script, new_step, ended };

  // `step` is the name that the line's prefix has, where it has one.
  Said take(std::string_view line, std::string_view step);
  bool known() const { return known_; }  // the log has the runner's marks of steps
  // The word behind `upgrade` or `downgrade` of the step's only alembic command.
  const std::string& asked_for() const { return asked_for_; }
  void fill(LogFailure& failure) const;

 private:
  void begin(std::string_view name);
  void read_command(std::string_view command);
  void follow_downgrade(std::string_view program, StepKind kind);

  bool known_ = false;
  bool in_script_ = false;
  int commands_ = 0;
  std::string prefix_step_;
  std::string name_;
  std::string asked_for_;
  std::optional<StepKind> by_name_;
  std::optional<StepKind> by_command_;
  bool round_trip_ = false;
  std::string undone_by_;  // "alembic -c console.ini" of a downgrade that no upgrade has followed
};

}  // namespace gate
