// What CI runners, containers and log daemons put in front of a line, taken off.
//
// Knows GitHub downloads and `gh run view --log`, GitLab, Jenkins, docker and docker compose,
// BuildKit, kubectl, CRI, syslog, journald and Heroku. What a program itself puts in front of its
// messages (Python's logging, PostgreSQL's log_line_prefix) stays.
#pragma once

#include <string>
#include <string_view>

namespace gate {

struct PrefixedLine {
  std::string source;     // job, service, pod, unit; empty where the line names none
  std::string_view step;  // of gh run view --log
  std::string_view text;
};

PrefixedLine split_prefix(std::string_view line);

// Whether it begins with a date and a time of day; gives the length of both, else 0.
std::size_t timestamp_length(std::string_view text);

}  // namespace gate
