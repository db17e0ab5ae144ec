// What Alembic 1.8.1, SQLAlchemy 1.4.46, psycopg2 and PostgreSQL 15 printed, word for word; only
// frames of libraries were taken out.
#pragma once

#include <string>

namespace gate {

inline const std::string greeting =
    "INFO  [alembic.runtime.migration] Context impl PostgresqlImpl.\n"
    "INFO  [alembic.runtime.migration] Will assume transactional DDL.\n";

// From the interpreter to the migration.
inline const std::string way_in = R"(Traceback (most recent call last):
  File "<frozen runpy>", line 198, in _run_module_as_main
  File "/usr/lib/python3/dist-packages/alembic/util/pyfiles.py", line 94, in load_python_file
    module = load_module_py(module_id, path)
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  File "/srv/shop/migrations/env.py", line 11, in <module>
    context.run_migrations()
  File "<string>", line 8, in run_migrations
  File "/usr/lib/python3/dist-packages/alembic/runtime/migration.py", line 623, in run_migrations
    step.migration_fn(**kw)
)";

// From the migration to the server.
inline const std::string way_out =
    R"(  File "/usr/lib/python3/dist-packages/sqlalchemy/engine/base.py", line 1900, in _execute_context
    self.dialect.do_execute(
  File "/usr/lib/python3/dist-packages/sqlalchemy/engine/default.py", line 736, in do_execute
    cursor.execute(statement, parameters)
)";

inline const std::string direct_cause =
    "\nThe above exception was the direct cause of the following exception:\n\n";
inline const std::string during_handling =
    "\nDuring handling of the above exception, another exception occurred:\n\n";

// A migration's statement that PostgreSQL refused: psycopg2's exception, and SQLAlchemy's of it.
inline std::string refused(const std::string& frame, const std::string& psycopg2_says,
                           const std::string& sqlalchemy_says) {
  return "Traceback (most recent call last):\n" + way_out + psycopg2_says + "\n\n" + direct_cause +
         way_in + frame + way_out + sqlalchemy_says;
}

inline const std::string missing_role_output =
    greeting +
    "INFO  [alembic.runtime.migration] Running upgrade  -> 0001, create the table that does not "
    "exist\n"
    "INFO  [alembic.runtime.migration] Running upgrade 0001 -> 0002, create role \"raptor_app\" "
    "does not exist\n" +
    refused(
        "  File \"/srv/shop/migrations/versions/0002.py\", line 13, in upgrade\n"
        "    op.execute('''GRANT SELECT\n",
        "psycopg2.errors.UndefinedObject: role \"raptor_app\" does not exist\n",
        "sqlalchemy.exc.ProgrammingError: (psycopg2.errors.UndefinedObject) role "
        "\"raptor_app\" does not exist\n"
        "\n"
        "[SQL: GRANT SELECT\n"
        "        ON admins\n"
        "      TO raptor_app]\n"
        "(Background on this error at: https://sqlalche.me/e/14/f405)\n");

inline const std::string missing_role_log =
    "2026-11-20 06:23:54.111 UTC [21944] ERROR:  42704: role \"raptor_app\" does not exist\n"
    "2026-11-20 06:23:54.111 UTC [21944] LOCATION:  get_role_oid, acl.c:5201\n"
    "2026-11-20 06:23:54.111 UTC [21944] STATEMENT:  GRANT SELECT\n"
    "\t        ON admins\n"
    "\t      TO raptor_app\n";

// A caught error in a savepoint, one that broke the transaction, and what came after it.
inline const std::string swallowed_log =
    "2026-11-20 06:23:58.077 UTC [22013] ERROR:  42703: column \"nothing\" does not exist at "
    "character 8\n"
    "2026-11-20 06:23:58.077 UTC [22013] LOCATION:  errorMissingColumn, parse_relation.c:3665\n"
    "2026-11-20 06:23:58.077 UTC [22013] STATEMENT:  SELECT nothing FROM pg_class\n"
    "2026-11-20 06:23:59.040 UTC [22037] ERROR:  42704: role \"raptor_app\" does not exist\n"
    "2026-11-20 06:23:59.040 UTC [22037] LOCATION:  get_role_oid, acl.c:5201\n"
    "2026-11-20 06:23:59.040 UTC [22037] STATEMENT:  GRANT raptor_app TO CURRENT_USER\n"
    "2026-11-20 06:23:59.045 UTC [22037] ERROR:  25P02: current transaction is aborted, commands "
    "ignored until end of transaction block\n"
    "2026-11-20 06:23:59.045 UTC [22037] LOCATION:  exec_simple_query, postgres.c:1081\n"
    "2026-11-20 06:23:59.045 UTC [22037] STATEMENT:  CREATE TABLE b (id int)\n";

// `upgrade head` on two heads: stderr and stdout, as they come.
inline const std::string two_heads_output =
    greeting +
    "ERROR [alembic.util.messaging] Multiple head revisions are present for given argument 'head'; "
    "please specify a specific target revision, '<branchname>@head' to narrow to a specific head, "
    "or 'heads' for all heads\n"
    "FAILED: Multiple head revisions are present for given argument 'head'; please specify a "
    "specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for "
    "all heads\n";

}  // namespace gate
