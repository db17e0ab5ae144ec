"""The schema as it is just before a revision is applied, asked on the migrations' own connection.

Only that one sees it: the revisions before it may not be committed yet. What is asked, gate says; the
session is left as it was. Nothing is compared here.
"""


class CatalogError(Exception):
    pass


class Catalog:
    """request: {"revision", "settings", "queries"}; `send` gets the events, whole."""

    def __init__(self, request, send):
        self.revision = request["revision"]
        self.settings, self.queries = request["settings"], request["queries"]
        self.send = send

    def look(self, revision, context):
        """Called before each revision is applied; tells of the one that was asked for."""
        if revision != self.revision:
            return
        try:
            answers = self._answers(context.connection)
        except Exception as error:  # the step itself is not to fail by it
            self.send("catalog-unread", message="%s: %s" % (type(error).__name__, str(error)[:500]))
            return
        for columns, rows in answers:
            self.send("catalog", columns=columns, rows=rows)

    def _answers(self, connection):
        if connection is None:
            raise CatalogError("the migrations have no connection")
        raw = connection.connection
        leave = _enter(raw)
        try:
            for setting in self.settings:
                _execute(raw, setting)
            return [_execute(raw, query) for query in self.queries]
        finally:
            leave()


def _enter(raw):
    """Makes what follows undoable, and gives the function that undoes it."""
    if _in_transaction(raw):
        _execute(raw, "SAVEPOINT gate_catalog")

        def leave():
            _execute(raw, "ROLLBACK TO SAVEPOINT gate_catalog")
            _execute(raw, "RELEASE SAVEPOINT gate_catalog")
        return leave
    if _begins_none(raw):
        _execute(raw, "BEGIN")
        return lambda: _execute(raw, "ROLLBACK")
    return raw.rollback


def _driver_connection(raw):
    """The driver's own, below SQLAlchemy's pool and what adapts an asynchronous one."""
    for name in ("dbapi_connection", "connection"):
        inner = getattr(raw, name, None)
        if inner is not None and inner is not raw:
            raw = inner
            break
    return raw


def _in_transaction(raw):
    adapted = _driver_connection(raw)
    own = getattr(adapted, "_connection", None)  # of asyncpg's, and of psycopg's asynchronous one
    for one in (adapted, own):
        if hasattr(one, "get_transaction_status"):  # psycopg2
            return one.get_transaction_status() != 0
        if hasattr(one, "is_in_transaction"):  # asyncpg
            return one.is_in_transaction()
        if hasattr(getattr(one, "info", None), "transaction_status"):  # psycopg
            return int(one.info.transaction_status) != 0
        if hasattr(one, "_in_transaction"):  # pg8000
            return bool(one._in_transaction)
    raise CatalogError("the state of a connection of %s is not known" % type(adapted).__module__)


def _begins_none(raw):
    """Whether the connection is in autocommit mode, in which no statement begins a transaction."""
    adapted = _driver_connection(raw)
    if hasattr(adapted, "_started"):  # asyncpg's adapter
        return getattr(adapted, "isolation_level", None) == "autocommit"
    return bool(getattr(adapted, "autocommit", False))


def _execute(raw, sql):
    """(names of columns, rows of texts), both empty of what has no result."""
    cursor = raw.cursor()
    try:
        cursor.execute(sql)
        if not cursor.description:
            return [], []
        columns = [column[0] for column in cursor.description]
        return columns, [_texts(row, columns) for row in cursor.fetchall()]
    finally:
        cursor.close()


def _texts(row, columns):
    values = [row[name] for name in columns] if hasattr(row, "keys") else list(row)
    return [None if value is None else str(value) for value in values]
