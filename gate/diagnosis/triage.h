// From what a log says to findings, by the same table of causes as a run's (cause.h).
//
// Taken event by event and in bounded room: equal findings are counted, the first and the surest
// are kept. What a process outlived is no failure; the first error comes before what follows it.
#pragma once

#include <map>
#include <vector>

#include "gate/core/log_failure.h"
#include "gate/core/triage_report.h"

namespace gate {

class Triage {
 public:
  void take(const LogEvent& event);
  TriageReport finish();

 private:
  struct Entry {
    int source = 0;
    bool server = false;   // the server's own log says it
    bool warning = false;  // it is so whether or not the process outlived it
    std::string about;     // role, relation, revision: equal kinds about different things differ
    TriageFinding found;
    std::size_t first_line() const { return found.evidence.front().number; }
  };
  // Something failed, and no cause claims it.
  struct Unclaimed {
    int source = 0;
    int likeness = 0;
    bool counts = true;  // false where it may have been caught
    LogLine line;
  };

  void take_failed(const LogFailed& event);
  void survived(const LogSurvived& event);
  void progressed(const LogProgress& event);
  bool add_claim(const LogFailed& event, bool error);
  void add_reported(const LogFailed& event);
  void add(Entry entry);
  void add_unclaimed(int source, const LogFailure& failure);
  void judge_server_log();
  void join_duplicate_ids();
  void drop_what_follows();

  std::vector<Entry> entries_;
  std::vector<Unclaimed> unclaimed_;
  std::map<int, std::size_t> progress_;  // the last line at which a source went on
};

}  // namespace gate
