// The gate's own connection to a tree's database, opened again should a migration end it.
//
// A migration may terminate every other session of its database; that is no trouble of the
// server's. Opened when first used; one failed reopening is final.
#pragma once

#include <optional>

#include "gate/postgres/connection.h"

namespace gate {

class OwnConnection {
 public:
  OwnConnection(ConnectionFacts facts, const Deadline& deadline, const Interrupt& interrupt)
      : facts_(std::move(facts)), deadline_(deadline), interrupt_(interrupt) {}

  QueryOutcome<QueryResult> query(std::string_view sql, const Row& parameters = {});
  // One more to the same database, for what may leave settings behind.
  QueryOutcome<Connection> another() const;
  // The same for whoever asks beside it, in a session of its own; opened when first used.
  OwnConnection beside() const { return OwnConnection(facts_, deadline_, interrupt_); }
  const ConnectionFacts& facts() const { return facts_; }

 private:
  ConnectionFacts facts_;
  Deadline deadline_;
  const Interrupt& interrupt_;
  std::optional<Connection> connection_;
};

}  // namespace gate
