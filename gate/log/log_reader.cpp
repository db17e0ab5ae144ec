#include "gate/log/log_reader.h"

#include <algorithm>

#include "gate/log/line_prefix.h"
#include "gate/log/plain_text.h"
#include "gate/log/source_story.h"
#include "gate/log/trouble_words.h"

namespace gate {
namespace {

constexpr std::size_t most_sources = 128;

}  // namespace

LogReader::LogReader(Take take)
    : take_(std::move(take)),
      lines_([this](std::size_t number, std::string_view line) { take_line(number, line); }) {}

LogReader::~LogReader() = default;

void LogReader::finish() {
  lines_.finish();
  for (Source& source : sources_) source.story->finish();
}

SourceStory& LogReader::story_of(const std::string& name) {
  const auto found = std::find_if(sources_.begin(), sources_.end(),
                                  [&](const Source& one) { return one.name == name; });
  if (found != sources_.end()) {
    sources_.splice(sources_.begin(), sources_, found);
    return *sources_.front().story;
  }
  if (sources_.size() == most_sources) {
    sources_.back().story->finish();
    sources_.pop_back();
  }
  const int number = ++last_number_;
  sources_.push_front({name, number, std::make_unique<SourceStory>(number, take_)});
  return *sources_.front().story;
}

// "migrate_1 exited with code 0": docker compose speaks of a service in a line of its own.
bool LogReader::read_exit(const LogLine& line) {
  const auto name = line.text.find(" exited with code ");
  if (name == line.text.npos || name > 100) return false;
  const int status = exit_status_in(line.text);
  if (status < 0) return false;
  const auto found = std::find_if(sources_.begin(), sources_.end(), [&](const Source& one) {
    return one.name == line.text.substr(0, name);
  });
  if (found == sources_.end()) return false;
  found->story->exited(status, line);
  return true;
}

void LogReader::take_line(std::size_t number, std::string_view bytes) {
  const PrefixedLine prefixed = split_prefix(plain_text(bytes, room_));
  const LogLine line{number, std::string(prefixed.text)};
  if (prefixed.source.empty() && read_exit(line)) return;
  story_of(prefixed.source).take(line, prefixed.step);
}

}  // namespace gate
