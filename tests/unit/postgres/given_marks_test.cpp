// What gates write down about a given server, for one another.
#include <gtest/gtest.h>

#include <ctime>

#include "gate/postgres/given_cleanup.h"
#include "gate/postgres/given_roles.h"

namespace gate {
namespace {

TEST(DatabaseMark, NamesTheRunDirectory) {
  EXPECT_EQ(directory_in_mark(mark_of("/dev/shm/gate-abc")), "/dev/shm/gate-abc");
  EXPECT_EQ(directory_in_mark("default administrative connection database"), "");
  EXPECT_EQ(directory_in_mark(""), "");
}

TEST(RoleList, ComesBackAsItWent) {
  const std::set<std::string> names{"postgres", "two words", "tab\there", "a,b", "%41", "ü"};
  EXPECT_EQ(roles_in_words(words_of_roles(names)), names);
}

TEST(RoleList, FitsInALineOfTheManifest) {
  const std::string words = words_of_roles({"line\nbreak", "tab\there"});
  EXPECT_EQ(words.find_first_of("\t\n"), std::string::npos);
}

TEST(RoleList, IsNotBelievedForEver) {
  const auto an_hour_ago = std::to_string(std::time(nullptr) - 3601);
  EXPECT_EQ(roles_in_words(an_hour_ago + " postgres"), std::nullopt);
  EXPECT_EQ(roles_in_words("nonsense"), std::nullopt);
  EXPECT_EQ(roles_in_words(""), std::nullopt);
}

}  // namespace
}  // namespace gate
