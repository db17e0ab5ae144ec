"""The steps of a stairway, each in a fork of a process that has run env.py as far as the migrations.

A stairway has three steps for each revision; to start an interpreter's worth of env.py and to enter the
database for each would cost more than the migrations do. The fork sees nothing of what a step before it
did in Python, and finds the session as env.py left it; only the connection is the same one. That goes
with libpq's drivers, whose state is idle between two steps, and without TLS. Elsewhere, and after any
step that did not pass, there is a fresh process again.
"""
import json
import os
import sys

import gate_process

PASSED = {"status": "passed", "exit_status": 0, "signal": None, "duration_ms": 0, "leftovers": False}


class Landing:
    """In the driver: the process that forks, and the lines to and from it."""

    def __init__(self, channel, private, run):
        self.channel, self.over, self.possible, self.waiting = channel, False, True, b""
        take, self.requests = os.pipe()
        self.answers, give = os.pipe()
        self.child = gate_process.Fork(private + [self.requests, self.answers])
        if self.child.pid == 0:
            try:
                run(channel.for_child(self.child.shared), take, give)
            finally:
                os._exit(70)
        os.close(take)
        os.close(give)

    def step(self, request):
        """(what became of it, modules loaded); None: it has to be run in another way."""
        try:
            os.write(self.requests, json.dumps(request).encode("ascii") + b"\n")
        except OSError:
            pass  # it has ended; its answer says how
        line = self._answer()
        answer = json.loads(line.decode("utf-8")) if line else {}
        if answer.get("ended"):
            return answer["ended"], answer["loaded"]
        self.over, self.possible = True, not answer.get("cannot")
        os.close(self.requests)
        ended = self.child.ended(self.channel)
        os.close(self.answers)
        # It ended without a word: env.py did, and that is what became of the step.
        return None if answer else ended

    def _answer(self):
        while b"\n" not in self.waiting:
            gate_process.wait_for(self.answers, self.channel)
            piece = os.read(self.answers, 65536)
            if not piece:
                return b""
            self.waiting += piece
        line, _, self.waiting = self.waiting.partition(b"\n")
        return line


class Stairs:
    """In the process that forks: env.py is run once, and waits where it would run migrations."""

    def __init__(self, channel, requests, answers, watch, command):
        self.channel, self.requests, self.answers = channel, requests, answers
        self.watch, self.command, self.waiting = watch, command, b""

    def run(self, config):
        from alembic.runtime.environment import EnvironmentContext
        from alembic.script import ScriptDirectory

        script = ScriptDirectory.from_config(config)
        with EnvironmentContext(config, script, fn=self._serve) as self.environment:
            script.run_env()

    def _serve(self, heads, context):
        """Called by Alembic for the migrations to run. It returns in forks only."""
        session = self._session(context)
        if session is None:
            self._tell({"cannot": True})
            os._exit(0)
        gate_process.prepare()
        while True:
            sys.stdout.flush()
            sys.stderr.flush()
            # The fork waits for its step itself, and tells as soon as it is done: making the next one
            # and clearing up after it is done while gate looks at what came of the step.
            done, tell = os.pipe()
            child = gate_process.Fork([self.answers, done])
            if child.pid == 0:
                request = self._next_request()
                if request is None:
                    os._exit(0)
                self.channel.take_over(child.shared)
                self.channel.at_end = lambda: os.write(tell, b".")
                session.keep_open()
                self._run(request, context)
                return iter(())
            os.close(tell)
            passed = os.read(done, 1) == b"." and child.shared.outcome() == b"P"
            os.close(done)
            if passed:
                self._tell({"ended": PASSED, "loaded": child.shared.loaded()})
                child.ended(self.channel)
                if not session.settle():
                    self._tell({"over": True})
                    os._exit(0)
                continue
            ended, loaded = child.ended(self.channel)
            if ended["status"] == "died" and ended["exit_status"] == 0 and not child.shared.kept():
                os._exit(0)  # there was no step for it any more
            self._tell({"ended": ended, "loaded": loaded})
            self._tell({"over": True})
            os._exit(0)

    def _session(self, context):
        try:
            return Session(context.connection)
        except Exception:
            return None

    def _run(self, request, context):
        """Alembic's own command, whose migrations run where env.py has come to."""
        from alembic.script import ScriptDirectory

        def run_env(script):
            context._migrations_fn = self.watch.work
            context.run_migrations()

        ScriptDirectory.run_env = run_env
        self.command(request["command"], request["revision"])
        self.environment.__enter__()  # the command's own has taken its place meanwhile

    def _next_request(self):
        while b"\n" not in self.waiting:
            piece = os.read(self.requests, 65536)
            if not piece:
                return None
            self.waiting += piece
        line, _, self.waiting = self.waiting.partition(b"\n")
        return json.loads(line.decode("utf-8"))

    def _tell(self, answer):
        os.write(self.answers, json.dumps(answer).encode("ascii") + b"\n")


class Session:
    """The connection that env.py has opened, idle, and its settings."""

    DRIVERS = ("psycopg2", "psycopg")

    def __init__(self, connection):
        self.dialect = connection.dialect
        self.raw = connection.connection
        inner = getattr(self.raw, "dbapi_connection", None) or self.raw.connection
        if type(inner).__module__.partition(".")[0] not in self.DRIVERS:
            raise ValueError("a driver whose connection cannot be shared")
        if _uses_tls(inner):
            raise ValueError("TLS")
        self.inner = inner
        inner.commit()
        self.settings = self._outside(
            "SELECT name, setting FROM pg_catalog.pg_settings WHERE source = 'session'")

    def keep_open(self):
        """In a fork: what closes the connection there must not end the session."""
        self.dialect.do_close = lambda connection: None
        self.dialect.do_terminate = lambda connection: None

    def settle(self):
        """As env.py left it; False where that cannot be had."""
        try:
            self._outside("DISCARD ALL")
            for name, value in self.settings:
                self._outside("SELECT pg_catalog.set_config(%s, %s, false)", (name, value))
            return True
        except Exception:
            return False

    def _outside(self, sql, parameters=None):
        """Runs it in no transaction."""
        before = self.inner.autocommit
        self.inner.autocommit = True
        try:
            cursor = self.inner.cursor()
            cursor.execute(sql, parameters)
            return [tuple(row.values()) if hasattr(row, "values") else tuple(row)
                    for row in cursor.fetchall()] if cursor.description else []
        finally:
            self.inner.autocommit = before


def _uses_tls(inner):
    """psycopg2 tells it in `info`, psycopg 3 of the connection below it."""
    return any(getattr(getattr(inner, name, None), "ssl_in_use", False) for name in ("info", "pgconn"))
