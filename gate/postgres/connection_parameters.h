// Connection facts as libpq takes them; part of connection.cpp, included by nobody else.
//
// Whatever libpq would otherwise take from PG* variables is said here (PostgreSQL manual, 34.15).
#pragma once

#include <string>
#include <vector>

#include "gate/postgres/cluster.h"

namespace gate {

class ConnectionParameters {
 public:
  // Points into `facts`, which has to live as long.
  explicit ConnectionParameters(const ConnectionFacts& facts);
  const char* const* keywords() const { return keywords_.data(); }
  const char* const* values() const { return values_.data(); }

 private:
  void add(const char* keyword, const char* value);
  std::string port_;
  std::vector<const char*> keywords_;
  std::vector<const char*> values_;
};

}  // namespace gate
