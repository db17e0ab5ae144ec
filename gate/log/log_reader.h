// A log of whatever kind and size, read once: bytes in, events out.
//
// Linear in time and bounded in room: what is kept is one open failure for each of the last sources
// seen.
#pragma once

#include <functional>
#include <list>
#include <memory>
#include <string>
#include <string_view>

#include "gate/core/log_failure.h"
#include "gate/log/log_lines.h"

namespace gate {

class SourceStory;

class LogReader {
 public:
  using Take = std::function<void(const LogEvent&)>;
  explicit LogReader(Take take);
  ~LogReader();
  LogReader(const LogReader&) = delete;
  LogReader& operator=(const LogReader&) = delete;

  void feed(std::string_view bytes) { lines_.feed(bytes); }
  void finish();

 private:
  struct Source {
    std::string name;
    int number;
    std::unique_ptr<SourceStory> story;
  };

  void take_line(std::size_t number, std::string_view bytes);
  SourceStory& story_of(const std::string& name);
  bool read_exit(const LogLine& line);

  Take take_;
  LogLines lines_;
  std::list<Source> sources_;  // the last used in front
  int last_number_ = 0;
  std::string room_;
};

}  // namespace gate
