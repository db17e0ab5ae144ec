// The Error of a Flask-Migrate tree whose application nobody finds: what to declare.
#pragma once

#include "gate/alembic/flask_application.h"
#include "gate/tree/declaration.h"

namespace gate {

Error no_application(const FlaskApplication& flask, const Declaration& declaration);

}  // namespace gate
