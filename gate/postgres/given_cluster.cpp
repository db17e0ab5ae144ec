#include "gate/postgres/given_cluster.h"

#include <fmt/format.h>

#include <set>

#include "gate/postgres/connection.h"
#include "gate/postgres/given_checks.h"
#include "gate/postgres/given_cleanup.h"
#include "gate/postgres/given_roles.h"
#include "gate/postgres/given_url.h"
#include "gate/postgres/server_url.h"

namespace gate {
namespace {

using namespace std::chrono_literals;

constexpr auto time_to_clean_up = 20s;
constexpr auto time_to_answer = 5s;
constexpr std::size_t longest_name = 63;  // NAMEDATALEN - 1 (PostgreSQL manual, 4.1.1)

class GivenCluster final : public Cluster {
 public:
  GivenCluster(Connection admin, ConnectionFacts given, ServerFacts facts, std::string identity,
               std::set<std::string> roles_before, RunDirectory& directory, const Deadline& until)
      : admin_(std::move(admin)),
        given_(std::move(given)),
        facts_(std::move(facts)),
        identity_(std::move(identity)),
        roles_before_(std::move(roles_before)),
        directory_(directory) {
    // An interruption would close it, and let another gate in before this one has cleared up.
    admin_.set_limits(until, *uninterrupted_);
  }

  ~GivenCluster() override {
    if (kept_) return;
    admin_.set_limits(Deadline(time_to_clean_up), *uninterrupted_);
    for (const std::string& name : databases_) drop_database(admin_, name);
    drop_new_roles(admin_, roles_before_);
  }

  const ServerFacts& facts() const override { return facts_; }
  std::string log_tail() override { return {}; }

  // It is alive as long as it answers, be it with a refusal.
  bool alive() override {
    const auto answer = Connection::open(given_, Deadline(time_to_answer), *uninterrupted_);
    return answer.has_value() || !answer.error().sql.sqlstate.empty();
  }

  ConnectionFacts connection(const std::string& database) const override {
    ConnectionFacts one = given_;
    one.database = database;
    return one;
  }

  Result<std::string> create_database(const std::string& name) override {
    const std::string suffix = "_gate_" + directory_.id();
    const std::string full = name.substr(0, longest_name - suffix.size()) + suffix;
    const std::string doing = fmt::format("create the database {}", full);
    const auto noted = directory_.record({"database", identity_, full});
    if (!noted) return noted.error();
    databases_.insert(full);
    const std::string quoted = quote_identifier(full);
    const auto made = admin_.query("CREATE DATABASE " + quoted);
    if (!made) return error_from(made.error(), doing);
    const auto marked = admin_.query("COMMENT ON DATABASE " + quoted + " IS " +
                                     quote_literal(mark_of(directory_.path())));
    if (!marked) return error_from(marked.error(), doing);
    return full;
  }

  Result<KeptServer> keep(const std::string& database) override {
    kept_ = true;
    auto kept = kept_server(connection(database), directory_.path(), "");
    if (kept) {
      kept->remove_command = fmt::format(
          "PGPASSFILE={} psql '{}' -c 'DROP DATABASE {}' && rm -rf {}", kept->passfile,
          url_without_password(given_), quote_identifier(database), directory_.path().string());
    }
    return kept;
  }

 private:
  std::unique_ptr<Interrupt> uninterrupted_ = std::make_unique<Interrupt>();
  Connection admin_;
  ConnectionFacts given_;
  ServerFacts facts_;
  std::string identity_;
  std::set<std::string> roles_before_;
  std::set<std::string> databases_;
  RunDirectory& directory_;
  bool kept_ = false;
};

Error unreachable(const QueryFailure& failure, const ConnectionFacts& facts) {
  if (failure.interrupted) return error_from(failure, "connect");
  return Error{ErrorCode::no_server,
               fmt::format("cannot connect to the given server at {}:{}: {}", facts.host,
                           facts.port, describe(failure)),
               "Start it, or correct GATE_SERVER_URL."};
}

// What dead runs left goes; what living or kept ones have stays and is not looked at.
Result<void> check_databases(Connection& admin, const ConnectionFacts& given,
                             const RunContext& context) {
  const auto databases = given_databases(admin);
  if (!databases) return databases.error();
  for (const GivenDatabase& database : *databases) {
    const auto directory = directory_in_mark(database.comment);
    std::error_code failed;
    if (!directory.empty()) {
      if (!std::filesystem::exists(directory, failed)) drop_database(admin, database.name);
      continue;
    }
    ConnectionFacts inside = given;
    inside.database = database.name;
    auto empty = check_no_tables(inside, context.deadline, context.interrupt);
    if (!empty) return empty;
  }
  return {};
}

// All that has to hold before anything is made.
Result<void> accept(Connection& admin, const ConnectionFacts& given, const ServerOptions& options,
                    const RunContext& context) {
  if (auto turn = take_turn(admin, context.deadline, context.interrupt); !turn) return turn;
  if (auto fit =
          check_given_server(admin, options.declared_version, context.deadline, context.interrupt);
      !fit) {
    return fit;
  }
  return check_databases(admin, given, context);
}

}  // namespace

Result<std::unique_ptr<Cluster>> start_given_cluster(const ServerOptions& options,
                                                     RunContext& context) {
  auto given = given_server();
  if (!given) return given.error();
  if (const auto here = check_host(given->host, options.allow_host); !here) return here.error();
  auto admin = Connection::open(*given, context.deadline, context.interrupt);
  if (!admin) return unreachable(admin.error(), *given);
  if (const auto accepted = accept(*admin, *given, options, context); !accepted) {
    return accepted.error();
  }
  auto identity = identity_of_server(*admin, *given);
  if (!identity) return identity.error();
  auto roles = role_names(*admin);
  if (!roles) return roles.error();
  const auto noted = context.directory.record({"given-roles", *identity, words_of_roles(*roles)});
  if (!noted) return noted.error();
  ServerFacts told{"given", admin->server_version(), "asked for with --server given",
                   fmt::format("{}:{}", given->host, given->port)};
  return std::unique_ptr<Cluster>(std::make_unique<GivenCluster>(
      std::move(*admin), std::move(*given), std::move(told), std::move(*identity),
      std::move(*roles), context.directory, context.deadline));
}

}  // namespace gate
