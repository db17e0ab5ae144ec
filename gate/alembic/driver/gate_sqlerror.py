"""What PostgreSQL said, out of the exception of whichever driver carried it.

The same keys come out for psycopg2, psycopg 3, asyncpg and pg8000. It says what the server said and
nothing about what that means.
"""
KEYS = ("sqlstate", "severity", "primary", "detail", "hint", "context", "schema", "table", "column",
        "datatype", "constraint", "position")
DIAG = {"severity": "severity", "primary": "message_primary", "detail": "message_detail",
        "hint": "message_hint", "context": "context", "schema": "schema_name", "table": "table_name",
        "column": "column_name", "datatype": "datatype_name", "constraint": "constraint_name",
        "position": "statement_position"}
ASYNCPG = {"severity": "severity", "primary": "message", "detail": "detail", "hint": "hint",
           "context": "context", "schema": "schema_name", "table": "table_name",
           "column": "column_name", "datatype": "data_type_name", "constraint": "constraint_name",
           "position": "position"}
PG8000 = {"sqlstate": "C", "severity": "S", "primary": "M", "detail": "D", "hint": "H",
          "context": "W", "schema": "s", "table": "t", "column": "c", "datatype": "d",
          "constraint": "n", "position": "P"}


def facts(chain):
    """The KEYS and the statement, from the outermost exception that has an SQLSTATE."""
    found = dict.fromkeys(KEYS)
    for error in chain:
        said = _of_one(error)
        # SQLAlchemy's asyncpg adapter repeats the SQLSTATE and leaves the rest to its cause.
        if said.get("sqlstate") and found["sqlstate"] in (None, said["sqlstate"]):
            found.update((key, value) for key, value in said.items() if found[key] is None)
    try:
        found["position"] = int(found["position"])
    except (TypeError, ValueError):
        found["position"] = None
    statement, sent = _statement(chain)
    found["statement"] = statement
    found["statement_position"] = _in_statement(found["position"], statement, sent)
    return found


def _of_one(error):
    diag = getattr(error, "diag", None)
    if diag is not None:
        found = {key: getattr(diag, name, None) for key, name in DIAG.items()}
        found["sqlstate"] = getattr(diag, "sqlstate", None) or getattr(error, "pgcode", None)
        return found
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        found = {key: getattr(error, name, None) for key, name in ASYNCPG.items()}
        return dict({key: value for key, value in found.items() if isinstance(value, (str, int))},
                    sqlstate=state)
    return _of_pg8000(getattr(error, "args", ()))


def _of_pg8000(arguments):
    if len(arguments) == 1 and isinstance(arguments[0], dict) and "C" in arguments[0]:
        return {key: arguments[0].get(letter) for key, letter in PG8000.items()}
    # Before 1.11 the fields came as a bare tuple, in the server's order and without their letters:
    # severity (twice since PostgreSQL 9.6), code, message; the rest cannot be told apart.
    words = [one for one in arguments[:4] if isinstance(one, str)]
    if not words or words[0] not in ("ERROR", "FATAL", "PANIC"):
        return {}
    words = words[2:] if words[1:2] == words[:1] else words[1:]
    if len(words) < 2 or len(words[0]) != 5:
        return {}
    return {"sqlstate": words[0], "severity": arguments[0], "primary": words[1]}


def _statement(chain):
    """The statement as the migration gave it, and the text the server got where that is known."""
    given = sent = None
    for error in chain:
        text = getattr(error, "statement", None)
        if given is None and isinstance(text, str):
            given = text
        query = getattr(getattr(error, "cursor", None), "query", None) or getattr(error, "query", None)
        if isinstance(query, bytes):
            query = query.decode("utf-8", "backslashreplace")
        if sent is None and isinstance(query, str):
            sent = query
    return given if given is not None else sent, sent


def _in_statement(position, statement, sent):
    """The position in `statement`, when nothing before it was replaced on the way to the server."""
    if position is None or statement is None or position > len(statement):
        return None
    before = statement[:position]
    same = sent[:position] == before if sent is not None else "%" not in before
    return position if same else None
