#include "gate/postgres/password.h"

#include <gtest/gtest.h>

#include <cctype>
#include <set>

namespace gate {
namespace {

TEST(RandomPassword, NeedsNoQuotingAnywhere) {
  const std::string password = random_password();
  EXPECT_EQ(password.size(), 32u);
  for (const char c : password) {
    EXPECT_TRUE(std::islower(static_cast<unsigned char>(c)) != 0 || (c >= '2' && c <= '9')) << c;
  }
}

TEST(RandomPassword, IsAnotherEachTime) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(random_password());
  EXPECT_EQ(seen.size(), 1000u);
}

TEST(RandomPassword, UsesAllItsLetters) {
  std::set<char> letters;
  for (int i = 0; i < 100; ++i) {
    for (const char c : random_password()) letters.insert(c);
  }
  EXPECT_EQ(letters.size(), 32u);
}

}  // namespace
}  // namespace gate
