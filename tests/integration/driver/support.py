"""What the driver's tests share: a server, trees on disk, and a conversation with gate_driver.py."""
import atexit
import glob
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import textwrap
import threading
import unittest
from urllib.parse import quote

DRIVER = os.environ.get("GATE_TEST_DRIVER") or os.path.abspath(
    os.path.join(os.path.dirname(__file__), "../../../gate/alembic/driver"))
PYTHON = os.environ.get("GATE_TEST_PYTHON", sys.executable)
TIMEOUT = 20

ENV_PY = """
    from alembic import context
    from sqlalchemy import engine_from_config, pool
    config = context.config
    engine = engine_from_config(config.get_section(config.config_ini_section),
                                prefix="sqlalchemy.", poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection)
        with context.begin_transaction():
            context.run_migrations()
"""


def env_py(url=None, engine=None, configure=""):
    """An env.py that makes its own engine from a URL, or with the given expression."""
    made = engine or "create_engine(%r, poolclass=pool.NullPool)" % url
    return """
        import os
        from alembic import context
        from sqlalchemy import create_engine, pool
        with %s.connect() as connection:
            context.configure(connection=connection, %s)
            with context.begin_transaction():
                context.run_migrations()
    """ % (made, configure)


ASYNC_ENV_PY = """
    import asyncio
    from alembic import context
    from sqlalchemy import pool
    from sqlalchemy.ext.asyncio import create_async_engine

    def run(connection):
        context.configure(connection=connection)
        with context.begin_transaction():
            context.run_migrations()

    async def main():
        engine = create_async_engine(%r, poolclass=pool.NullPool)
        async with engine.connect() as connection:
            await connection.run_sync(run)
        await engine.dispose()

    asyncio.run(main())
"""


def revision(number, upgrade="pass", downgrade="pass", down="auto", head=""):
    """A revision file's text; `number` 2 is "0002" on top of "0001"."""
    if down == "auto":
        down = None if number == 1 else "%04d" % (number - 1)
    text = '"""revision %d"""\nfrom alembic import op\nimport sqlalchemy as sa\n' % number
    text += textwrap.dedent(head).strip("\n") + ("\n" if head else "") + 'revision = "%04d"\ndown_revision = %r\n\n\n' % (number, down)
    for name, body in (("upgrade", upgrade), ("downgrade", downgrade)):
        text += "def %s():\n%s\n\n\n" % (name, textwrap.indent(textwrap.dedent(body).strip("\n"), "    "))
    return text


def table(number):
    return revision(number, 'op.create_table("t%d", sa.Column("id", sa.Integer, primary_key=True))' % number,
                    'op.drop_table("t%d")' % number)


class Server:
    """The PostgreSQL that GATE_TEST_PG names, or one of our own that goes when the tests end."""

    _one = None

    @classmethod
    def get(cls):
        if cls._one is None:
            cls._one = cls()
        return cls._one

    def __init__(self):
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda p: int(p.split("/")[-2]))
        self.socket = None
        self.bin = found[-1] if found else os.path.dirname(shutil.which("psql") or "/usr/bin/psql")
        if os.environ.get("GATE_TEST_PG"):
            self.facts = json.loads(os.environ["GATE_TEST_PG"])
        else:
            self._start()
        self.name = None

    def _start(self):
        self.folder = tempfile.mkdtemp(prefix="gate-driver-test-")
        self.become = []
        if os.geteuid() == 0:
            shutil.chown(self.folder, pwd.getpwnam("postgres").pw_uid)
            self.become = ["runuser", "-u", "postgres", "--"]
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        data = os.path.join(self.folder, "data")
        password = os.path.join(self.folder, "password")
        with open(password, "w") as file:
            file.write("se cr:et@%\n")
        os.chmod(password, 0o644)
        # md5, because pg8000 before 1.12 knows nothing newer.
        self._run("initdb", "-D", data, "-A", "md5", "-U", "postgres", "-N",
                  "--pwfile", password, "--locale=C.UTF-8")
        self._run("pg_ctl", "-D", data, "-w", "-l", os.path.join(self.folder, "log"), "-o",
                  "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s -c fsync=off "
                  "-c lc_messages=C" % (port, self.folder), "start")
        atexit.register(self._stop, data)
        self.facts = {"host": "127.0.0.1", "port": port, "user": "postgres", "password": "se cr:et@%"}
        self.socket = self.folder

    def _run(self, program, *arguments):
        subprocess.run(self.become + [os.path.join(self.bin, program)] + list(arguments), check=True,
                       stdout=subprocess.DEVNULL, cwd="/")

    def _stop(self, data):
        self._run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(self.folder)

    def database(self):
        """An empty database; the same one each time, as making one takes longer than a test."""
        if self.name is None:
            self.name = "driver_test_%d" % os.getpid()
            self.sql('CREATE DATABASE "%s"' % self.name, "postgres")
            if os.environ.get("GATE_TEST_PG"):
                atexit.register(self.sql, 'DROP DATABASE "%s" WITH (FORCE)' % self.name, "postgres")
        else:
            self.sql("SET client_min_messages = error; SET lock_timeout = '5s';"
                     "DROP SCHEMA IF EXISTS public, audit CASCADE; CREATE SCHEMA public", self.name)
        return self.name

    def sql(self, text, database):
        environment = dict(os.environ, PGPASSWORD=self.facts["password"], PGHOST=self.facts["host"],
                           PGPORT=str(self.facts["port"]), PGUSER=self.facts["user"])
        done = subprocess.run([os.path.join(self.bin, "psql"), "-XAtqc", text, database],
                              env=environment, stdout=subprocess.PIPE, check=True)
        return done.stdout.decode().strip()


class Listener:
    """The "production" server: it counts who comes, and nobody should."""

    def __enter__(self):
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.socket.listen(8)
        self.port = self.socket.getsockname()[1]
        self.visits = 0
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def _serve(self):
        while True:
            try:
                visitor, _ = self.socket.accept()
            except OSError:
                return
            self.visits += 1
            visitor.close()

    def __exit__(self, *_):
        self.socket.close()


class Session:
    """A running gate_driver.py and what it said."""

    def __init__(self, tree, python=PYTHON, environment=None):
        self.tree = tree
        self.output = open(os.path.join(tree, "..", "output"), "w+b")
        read, write = os.pipe()
        # The child gets the pipe as 3, as gate gives it.
        code = "import os,sys; os.dup2(%d, 3); os.close(%d); " \
               "os.execv(sys.argv[1], sys.argv[1:])" % (write, write)
        environment = dict(os.environ if environment is None else environment)
        for name in [n for n in environment if n.startswith(("PG", "GATE_", "PYTHON"))]:
            del environment[name]
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, python, os.path.join(DRIVER, "gate_driver.py")], cwd=tree,
            stdin=subprocess.PIPE, stdout=self.output, stderr=self.output, pass_fds=(write,),
            env=environment)
        os.close(write)
        self.events = os.fdopen(read, "rb")
        self.seen, self.start = [], 0

    def ask(self, **request):
        self.process.stdin.write(json.dumps(request).encode() + b"\n")
        self.process.stdin.flush()

    def until(self, *names):
        """The events up to and with the first of that name."""
        alarm = threading.Timer(TIMEOUT, self.process.kill)
        alarm.start()
        found = []
        try:
            for line in self.events:
                found.append(json.loads(line))
                if found[-1]["event"] in names:
                    break
        finally:
            alarm.cancel()
        self.seen += found
        return found

    def load(self, ini="alembic.ini", section="alembic", arguments=(), until=("ready",)):
        self.ask(request="load", ini=os.path.join(self.tree, ini), section=section,
                 directory=self.tree, alembic_args=list(arguments))
        return self.until("configuration-error", "no-alembic", "driver-error", *until)

    def step(self, command, revision=None):
        self.ask(request="step", id=7, command=command, revision=revision)
        return Step(self.until("step-ended", "protocol-error"))

    def forget(self):
        self.start = self.output.seek(0, os.SEEK_END)

    def text(self):
        self.output.seek(self.start)
        return self.output.read().decode("utf-8", "replace")

    def close(self):
        """The exit status."""
        if not self.process.stdin.closed:
            self.process.stdin.close()
        try:
            status = self.process.wait(TIMEOUT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = self.process.wait()
        self.events.close()
        self.output.close()
        return status


class Step:
    def __init__(self, events):
        self.events = events
        self.ended = events[-1] if events else {}
        self.status = self.ended.get("status")
        self.failure = self.first("failure")

    def all(self, name):
        return [one for one in self.events if one["event"] == name]

    def first(self, name):
        return (self.all(name) or [None])[0]


class DriverTest(unittest.TestCase):
    """`one_driver`: the class's tests share a driver, whose children read the files anew anyway."""

    maxDiff = None
    one_driver = False
    _shared = None

    @classmethod
    def tearDownClass(cls):
        if cls._shared:
            cls._shared.close()
            cls._shared = None

    def setUp(self):
        if self._shared and self._shared.process.poll() is None:
            self.folder = os.path.dirname(self._shared.tree)
            for name in os.listdir(self._shared.tree):
                path = os.path.join(self._shared.tree, name)
                shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)
        else:
            self.folder = tempfile.mkdtemp(prefix="gate-driver-tree-")
            atexit.register(shutil.rmtree, self.folder, True)
        self.tree = os.path.join(os.path.realpath(self.folder), "tree")
        self.database = None
        self.write("alembic.ini", "[alembic]\nscript_location = m\nsqlalchemy.url = driver://u:p@h/d\n")
        self.write("m/env.py", ENV_PY)
        self.write("m/versions/.keep", "")

    def write(self, path, text):
        path = os.path.join(self.tree, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text if isinstance(text, bytes) else textwrap.dedent(text).encode())
        return path

    def revisions(self, *texts):
        return [self.write("m/versions/%04d_x.py" % number, text) for number, text in enumerate(texts, 1)]

    def session(self, keep=False, **keywords):
        session = Session(self.tree, **keywords)
        if not keep:
            self.addCleanup(session.close)
        return session

    def target(self, **more):
        if self.database is None:
            self.database = Server.get().database()
        facts = dict(Server.get().facts, request="target", database=self.database,
                     url_variables=["DATABASE_URL"])
        facts.update(more)
        return facts

    def ready(self, arguments=(), environment=None, **target):
        """A session loaded and with its database."""
        if self._shared and self._shared.process.poll() is None:
            self._shared.forget()
            self._shared.ask(**self.target(**target))
            return self._shared
        session = self.session(environment=environment, keep=self.one_driver)
        if self.one_driver:
            type(self)._shared = session
        events = session.load(arguments=arguments)
        self.assertEqual(events[-1]["event"], "ready", events)
        session.ask(**self.target(**target))
        return session

    def run_step(self, command="upgrade", revision="head", **keywords):
        self.last = self.ready(**keywords)
        return self.last.step(command, revision)

    def sql(self, text):
        return Server.get().sql(text, self.database)

    def assertPassed(self, step):
        self.assertEqual(step.status, "passed", json.dumps(step.events, indent=1))

    def url(self, host, port, scheme="postgresql"):
        return "%s://prod:hunter2@%s:%d/live" % (scheme, host, port)


_packages = None


def package(name):
    """Its version in the tested interpreter, or None."""
    global _packages
    if _packages is None:
        code = ("import json,importlib\nfound={}\n"
                "for n in ('alembic','sqlalchemy','psycopg2','psycopg','asyncpg','pg8000'):\n"
                "  try: found[n]=importlib.import_module(n).__version__\n"
                "  except ImportError: pass\n"
                "print(json.dumps(found))")
        _packages = json.loads(subprocess.run([PYTHON, "-c", code], stdout=subprocess.PIPE,
                                              check=True).stdout.decode())
    return _packages.get(name)


def version(name):
    return tuple(int(part) for part in package(name).split(" ")[0].split(".")[:2])


def needs(test, name, least=(0,)):
    """Skips the test for want of a package; where everything must be there, that is a failure.

    A version that cannot do what the test is about is no want: it is skipped everywhere.
    """
    if package(name) is None:
        reason = "%s has no %s" % (PYTHON, name)
        if os.environ.get("CI") == "true":
            test.fail(reason)
        test.skipTest(reason)
    if version(name) < least:
        test.skipTest("%s has %s %s, this is about %s and later"
                      % (PYTHON, name, package(name), ".".join(map(str, least))))


def url_of(facts, scheme="postgresql"):
    return "%s://%s:%s@%s:%d/%s" % (scheme, quote(facts["user"], safe=""), quote(facts["password"], safe=""),
                                    facts["host"], facts["port"], facts["database"])


def stop(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
