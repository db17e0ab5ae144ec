// What Alembic or Flask-Migrate refused to do, in one line or wrapped at a terminal's width.
#pragma once

#include <optional>

#include "gate/core/log_failure.h"

namespace gate {

class Refusal {
 public:
  static std::optional<Refusal> begin(const LogLine& line);
  bool take(const LogLine& line);
  LogFailure finish() const;

 private:
  bool wrapped_ = false;
  std::string words_;
  std::vector<LogLine> lines_;
};

}  // namespace gate
