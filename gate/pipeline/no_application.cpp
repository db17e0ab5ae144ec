#include "gate/pipeline/no_application.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace gate {

Error no_application(const FlaskApplication& flask, const Declaration& declaration) {
  const auto found = flask.candidates.empty() ? std::string("no file that makes one")
                                              : fmt::format("more than one that could be it: {}",
                                                            fmt::join(flask.candidates, ", "));
  return {ErrorCode::declaration,
          fmt::format("the migrations run in a Flask application, and {} has no wsgi.py, app.py or "
                      "FLASK_APP, and {}",
                      declaration.directory.string(), found),
          "Declare it as FLASK_APP has it, \"flask_app\": \"shop:create_app\", or set FLASK_APP."};
}

}  // namespace gate
