// What a running Alembic says of itself between its failures: which revision it is at, in which
// direction, whether it comes back after a downgrade, what it warned of.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gate/core/log_failure.h"
#include "gate/log/alembic_words.h"

namespace gate {

class AlembicProcess {
 public:
  enum class Said { nothing, began, goes_on, begins_again };

  // Reads a line; `goes_on` says that the process that ran the revision before is still at work.
  Said take(std::string_view line);
  void warn(const GraphWarning& warning) { warning_ = merged(warning); }
  // Another command or step: what the last one said is over. A downgrade is remembered.
  void end();

  const GraphWarning& warning() const { return warning_; }
  const std::string& revision() const { return at_.revision; }
  // Revision, direction, round trip and warnings, where the failure does not say them itself.
  void fill(LogFailure& failure) const;

 private:
  struct Place {
    std::string direction;
    std::string revision;
    std::string from;
    std::string to;
    std::string title;
  };
  static std::optional<Place> read(std::string_view line);
  GraphWarning merged(const GraphWarning& warning) const;

  Place at_;
  Place undone_;  // the last downgrade
  bool fresh_ = true;
  bool second_ = false;
  bool connected_ = false;
  GraphWarning warning_;
};

}  // namespace gate
