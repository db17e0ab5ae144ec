#include "gate/alembic/database_variables.h"

#include <algorithm>
#include <array>
#include <set>

namespace gate {
namespace {

using Words = std::vector<std::string>;

const std::set<std::string_view> databases{
    "db",  "database",   "databases", "postgres",  "postgresql", "pgsql",     "psql",      "pg",
    "sql", "sqlalchemy", "rds",       "timescale", "alembic",    "migration", "migrations"};
// Stores that are none of Alembic's business, whatever else the name says.
const std::set<std::string_view> others{
    "redis",    "mongo",     "mongodb",       "mysql",      "mariadb",    "mssql",     "oracle",
    "sqlite",   "kafka",     "rabbit",        "rabbitmq",   "amqp",       "celery",    "broker",
    "cache",    "elastic",   "elasticsearch", "opensearch", "clickhouse", "neo4j",     "influx",
    "influxdb", "cassandra", "dynamo",        "dynamodb",   "memcached",  "snowflake", "bigquery",
    "qdrant",   "smtp",      "mail",          "arango",     "couch",      "couchdb",   "vector"};
// Words behind the one that counts: DATABASE_URL_ASYNC, DB_HOST_TEST.
const std::set<std::string_view> qualifiers{
    "async",      "sync",  "test",  "tests", "testing", "dev",     "development", "prod",
    "production", "main",  "local", "ro",    "rw",      "primary", "master",      "default",
    "read",       "write", "admin", "owner", "reader",  "writer",  "internal",    "staging"};
const std::map<std::string_view, std::string_view> meanings{
    {"url", "url"},         {"uri", "url"},        {"dsn", "url"},
    {"connstr", "url"},     {"connection", "url"}, {"host", "host"},
    {"hostname", "host"},   {"server", "host"},    {"address", "host"},
    {"endpoint", "host"},   {"port", "port"},      {"user", "user"},
    {"username", "user"},   {"login", "user"},     {"password", "password"},
    {"passwd", "password"}, {"pass", "password"},  {"pwd", "password"},
    {"name", "database"},   {"db", "database"},    {"database", "database"},
    {"dbname", "database"}, {"driver", "scheme"},  {"dialect", "scheme"},
    {"engine", "scheme"},   {"scheme", "scheme"},  {"protocol", "scheme"}};

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

bool is_meaning(const std::string& word) { return meanings.count(word) > 0; }

// "dburl" and "pghost" are two words in one.
void add_word(const std::string& word, Words& words) {
  for (const std::string_view front : {"database", "postgresql", "postgres", "db", "pg"}) {
    if (!databases.count(word) && word.rfind(front, 0) == 0 &&
        is_meaning(word.substr(front.size()))) {
      words.emplace_back(front);
      words.push_back(word.substr(front.size()));
      return;
    }
  }
  if (!word.empty()) words.push_back(word);
}

Words words_of(std::string_view name) {
  Words words;
  std::string word;
  for (const char c : lower(name)) {
    if (c != '_' && c != '.' && c != '-') {
      word += c;
      continue;
    }
    add_word(word, words);
    word.clear();
  }
  add_word(word, words);
  while (words.size() > 1 && qualifiers.count(words.back())) words.pop_back();
  const auto size = words.size();
  if (size > 1 && words[size - 2].rfind("conn", 0) == 0 && words.back().rfind("str", 0) == 0) {
    words.resize(size - 1);  // CONNECTION_STRING, CONN_STR
    words.back() = "connstr";
  }
  return words;
}

std::string meaning_of_name(std::string_view name) {
  const Words words = words_of(name);
  const auto any = [&](const auto& known) {
    return std::any_of(words.begin(), words.end(),
                       [&](const auto& word) { return known.count(word) > 0; });
  };
  // The last word says what it is, one before it says of what: POSTGRES_DB is a name, DB alone
  // none.
  if (words.size() < 2 || any(others)) return {};
  const auto found = meanings.find(words.back());
  const bool of_database = std::any_of(words.begin(), words.end() - 1,
                                       [](const auto& word) { return databases.count(word) > 0; });
  return found != meanings.end() && of_database ? std::string(found->second) : std::string();
}

std::string scheme_of(std::string_view url) {
  const auto end = url.find("://");
  return end == url.npos ? std::string() : lower(url.substr(0, end));
}

std::string dialect_of(const std::string& scheme) { return scheme.substr(0, scheme.find('+')); }

// The default shows what kind of value it is, where its name does not.
bool defaults_to_database(const VariableRead& variable) {
  const auto dialect = dialect_of(scheme_of(variable.default_value));
  return dialect == "postgresql" || dialect == "postgres" || dialect == "sqlite";
}

// The driver that the tree's own default names is the one its code is made for.
std::string scheme_for(const VariableRead& variable) {
  const auto scheme = scheme_of(variable.default_value);
  return dialect_of(scheme) == "postgresql" ? scheme : "postgresql";
}

// A scheme is only told where the tree would otherwise have none, or another database's.
bool keeps_its_scheme(const VariableRead& variable) {
  return variable.has_default && lower(variable.default_value).rfind("postgres", 0) == 0;
}

}  // namespace

std::string database_meaning(const VariableRead& variable) {
  if (!variable.use.empty()) return variable.use;
  if (defaults_to_database(variable)) return "url";
  const auto by_name = meaning_of_name(variable.name);
  return by_name.empty() && !variable.target.empty() &&
                 std::none_of(others.begin(), others.end(),
                              [&](auto word) {
                                return lower(variable.name).find(word) != std::string::npos;
                              })
             ? meaning_of_name(variable.target)
             : by_name;
}

SuppliedVariables supplied(const std::vector<VariableRead>& variables,
                           const Declaration& declaration) {
  SuppliedVariables result;
  for (const VariableRead& one : variables) {
    const auto meaning = database_meaning(one);
    // The PG* that libpq reads are gate's already.
    if (meaning.empty() || declaration.environment.count(one.name)) continue;
    if (meaning == "url") {
      const auto [known, is_new] = result.urls.emplace(one.name, scheme_for(one));
      if (!is_new && known->second == "postgresql") known->second = scheme_for(one);
    } else if (meaning != "scheme" || !keeps_its_scheme(one)) {
      result.parts.emplace(one.name, meaning);
    }
  }
  return result;
}

}  // namespace gate
