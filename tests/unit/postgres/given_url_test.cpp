#include "gate/postgres/given_url.h"

#include <gmock/gmock.h>

#include "tests/support/variable.h"

namespace gate {
namespace {

using test::ScopedVariable;

using testing::HasSubstr;
using testing::Not;

std::string refusal(const std::string& url) {
  const auto facts = read_given_url(url);
  if (facts) return "accepted";
  EXPECT_EQ(facts.error().code, ErrorCode::no_server);
  EXPECT_THAT(facts.error().hint, HasSubstr("GATE_SERVER_URL"));
  return facts.error().message;
}

TEST(GivenUrl, GivesTheFacts) {
  const auto facts = read_given_url("postgresql://me:p%40ss@127.0.0.1:5433/db?sslmode=disable");
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->host, "127.0.0.1");
  EXPECT_EQ(facts->port, 5433);
  EXPECT_EQ(facts->user, "me");
  EXPECT_EQ(facts->password, "p@ss");
  EXPECT_EQ(facts->database, "db");
}

TEST(GivenUrl, HasUsualPortAndDatabase) {
  const auto facts = read_given_url("postgres://me@localhost");
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->port, 5432);
  EXPECT_EQ(facts->database, "postgres");
}

TEST(GivenUrl, MayNameASocket) {
  const auto facts = read_given_url("postgresql://me@%2Frun%2Fpostgresql/db");
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->host, "/run/postgresql");
}

TEST(GivenUrl, IsRefusedWithOneReason) {
  EXPECT_EQ(refusal("mysql://me:secret@h/db"), "GATE_SERVER_URL is no PostgreSQL URL");
  EXPECT_EQ(refusal("postgresql+psycopg2://me:secret@h/db"),
            "GATE_SERVER_URL is no PostgreSQL URL");
  EXPECT_EQ(refusal("postgresql://me:secret@/db"), "GATE_SERVER_URL names no host");
  EXPECT_EQ(refusal("postgresql://127.0.0.1/db"), "GATE_SERVER_URL names no user");
  EXPECT_EQ(refusal("postgresql://me@127.0.0.1:0/db"), "GATE_SERVER_URL names no valid port");
  EXPECT_EQ(refusal("postgresql://me@127.0.0.1:99999/db"), "GATE_SERVER_URL names no valid port");
  EXPECT_EQ(refusal("postgresql://me@127.0.0.1,10.0.0.1/db"),
            "GATE_SERVER_URL names more than one host");
  EXPECT_EQ(refusal("postgresql://me@localhost/db?hostaddr=10.0.0.1"),
            "GATE_SERVER_URL has the parameter hostaddr, which gate does not obey");
  EXPECT_EQ(refusal("postgresql://me@localhost/db?service=production"),
            "GATE_SERVER_URL has the parameter service, which gate does not obey");
  EXPECT_EQ(refusal("postgresql://me@localhost/db?sslmode=verify-full"),
            "GATE_SERVER_URL asks for an sslmode that gate cannot keep to");
}

TEST(GivenUrl, NoMessageRepeatsThePassword) {
  for (const char* url : {"postgresql://me:hunter2@[::1/db", "postgresql://me:hunter2@h:x/db",
                          "hunter2", "postgresql://me:hunter2@h/db?nonsense=1"}) {
    const auto facts = read_given_url(url);
    ASSERT_FALSE(facts) << url;
    EXPECT_THAT(facts.error().message + facts.error().hint, Not(HasSubstr("hunter2"))) << url;
  }
}

TEST(GivenServer, HasToBeNamed) {
  const ScopedVariable unset("GATE_SERVER_URL", std::nullopt);
  EXPECT_EQ(given_server().error().message, "GATE_SERVER_URL is not set");
}

TEST(GivenServer, IsNotLedElsewhereByOtherVariables) {
  const ScopedVariable url("GATE_SERVER_URL", "postgresql://me@localhost/db");
  for (const char* name : {"PGHOSTADDR", "PGSERVICE"}) {
    const ScopedVariable set(name, "10.0.0.1");
    const auto facts = given_server();
    ASSERT_FALSE(facts);
    EXPECT_EQ(facts.error().message,
              std::string(name) + " is set, and would lead the connection elsewhere");
    EXPECT_EQ(facts.error().hint, std::string("Unset ") + name + ".");
  }
}

TEST(GivenHost, IsThisMachineOrNamed) {
  EXPECT_TRUE(check_host("127.0.0.1", {}));
  EXPECT_TRUE(check_host("postgres", {"db", "postgres"}));
  const auto refused = check_host("prod.example.com", {"postgres"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message,
            "GATE_SERVER_URL names the host prod.example.com, which is not this machine");
  EXPECT_THAT(refused.error().hint, HasSubstr("--allow-host prod.example.com"));
}

}  // namespace
}  // namespace gate
