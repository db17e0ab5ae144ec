"""The statements that the revision under way has had executed, and how many rows each brought.

A migration that raises by itself leaves no error of PostgreSQL's; what it asked for, and did not get, is
in its last statements. Only those of one revision are kept, and only the last ones. What is run past
SQLAlchemy (on a bare cursor) is not seen. Nothing is decided here.
"""
import collections
import json
import sys

KEPT = 30
LONGEST = 4096


class Executed:
    def __init__(self, watch):
        """`watch` (gate_watch) knows which revision is under way."""
        self.watch, self.kept, self.revision = watch, collections.deque(maxlen=KEPT), None

    def listen(self):
        from sqlalchemy import event
        from sqlalchemy.engine import Engine

        event.listen(Engine, "after_cursor_execute", self._see)

    def _see(self, connection, cursor, statement, parameters, context, many):
        try:
            if self.watch.revision is None:
                return
            if self.watch.revision != self.revision:
                self.kept.clear()
                self.revision = self.watch.revision
            self.kept.append((statement, parameters, _rows(cursor), _line_in(self.watch.code_file)))
        except Exception:  # a cursor of a kind not known here must not fail the migration
            pass

    def facts(self):
        """Those of the revision under way, in order."""
        if self.watch.revision is None or self.watch.revision != self.revision:
            return []
        return [{"sql": str(statement)[:LONGEST], "parameters": _json(parameters), "rows": rows,
                 "file": self.watch.revision_file, "line": line}
                for statement, parameters, rows, line in self.kept]


def _rows(cursor):
    # asyncpg's adapter fetches everything at once and leaves rowcount at -1 for a SELECT.
    fetched = getattr(cursor, "_rows", None)
    if cursor.description and fetched is not None and cursor.rowcount in (-1, None):
        return len(fetched)
    return cursor.rowcount


def _line_in(file):
    """The line of a module that is running, innermost; None when no line of it is."""
    frame, fiber = sys._getframe(2), None
    while frame is not None:
        if frame.f_code.co_filename == file:
            return frame.f_lineno
        frame = frame.f_back
        if frame is None and "greenlet" in sys.modules:
            fiber = sys.modules["greenlet"].getcurrent() if fiber is None else fiber
            fiber = fiber.parent
            frame = fiber.gr_frame if fiber is not None else None
    return None


def _json(parameters):
    try:
        if isinstance(parameters, dict) and parameters:
            return json.dumps({str(name): _plain(value) for name, value in parameters.items()})[:LONGEST]
        if isinstance(parameters, (list, tuple)) and parameters:
            return json.dumps([_plain(value) for value in parameters])[:LONGEST]
    except Exception:  # a value whose str() fails
        pass
    return None


def _plain(value):
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)
