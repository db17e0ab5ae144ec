// What a test cannot do without: a skip on a laptop, a failure in CI, where everything has to be.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <string_view>

namespace gate::test {

inline bool in_ci() {
  const char* value = std::getenv("CI");
  return value != nullptr && std::string_view(value) == "true";
}

}  // namespace gate::test

// Both return from the calling function, so this stands in a test's body or in SetUp().
#define GATE_NEED(condition, what)                                       \
  if (condition) {                                                       \
  } else if (gate::test::in_ci()) {                                      \
    FAIL() << "this test needs " << (what) << ", and CI has to have it"; \
  } else                                                                 \
    GTEST_SKIP() << "this test needs " << (what)
