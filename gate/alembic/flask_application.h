// The application that a Flask-Migrate tree is run in: `flask db upgrade` pushes its context.
#pragma once

#include <string>
#include <vector>

namespace gate {

struct FlaskApplication {
  std::string app;                      // as FLASK_APP has it; empty where Flask finds it by itself
  bool found = true;                    // otherwise it has to be declared
  std::vector<std::string> candidates;  // files that each could be it
};

}  // namespace gate
