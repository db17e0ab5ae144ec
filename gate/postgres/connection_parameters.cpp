#include "gate/postgres/connection_parameters.h"

#include "gate/postgres/host.h"

namespace gate {

ConnectionParameters::ConnectionParameters(const ConnectionFacts& facts)
    : port_(std::to_string(facts.port)) {
  add("host", facts.host.c_str());
  if (is_address(facts.host)) add("hostaddr", facts.host.c_str());
  add("port", port_.c_str());
  add("user", facts.user.c_str());
  add("password", facts.password.c_str());
  add("dbname", facts.database.c_str());
  add("application_name", "gate");
  add("client_encoding", "UTF8");
  add("options", "-c client_min_messages=error");
  add("sslmode", "prefer");
  add("gssencmode", "disable");
  add("channel_binding", "prefer");
  add("target_session_attrs", "any");
  add(nullptr, nullptr);
}

void ConnectionParameters::add(const char* keyword, const char* value) {
  keywords_.push_back(keyword);
  values_.push_back(value);
}

}  // namespace gate
