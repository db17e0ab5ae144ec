"""What the driver's tests share: a server, trees on disk, and a conversation with gate_driver.py."""
import atexit
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
import unittest

from servers import Server
from trees import ENV_PY, revision

DRIVER = os.environ.get("GATE_TEST_DRIVER") or os.path.abspath(
    os.path.join(os.path.dirname(__file__), "../../../gate/alembic/driver"))
PYTHON = os.environ.get("GATE_TEST_PYTHON", sys.executable)
TIMEOUT = 20

class Session:
    """A running gate_driver.py and what it said."""

    def __init__(self, tree, python=PYTHON, environment=None, driver=DRIVER):
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
            [sys.executable, "-c", code, python, os.path.join(driver, "gate_driver.py")], cwd=tree,
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

    def load(self, ini="alembic.ini", section="alembic", arguments=(), until=("ready",), **more):
        self.ask(request="load", ini=os.path.join(self.tree, ini), section=section,
                 directory=self.tree, alembic_args=list(arguments), **more)
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

    def ready(self, arguments=(), environment=None, driver=DRIVER, **target):
        """A session loaded and with its database."""
        if self._shared and self._shared.process.poll() is None:
            self._shared.forget()
            self._shared.ask(**self.target(**target))
            return self._shared
        session = self.session(environment=environment, keep=self.one_driver, driver=driver)
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
                "for n in ('alembic','sqlalchemy','psycopg2','psycopg','asyncpg','pg8000','pydantic','decouple',\n"
                "  'starlette','environs','pydantic_settings','flask_migrate','dotenv'):\n"
                "  try: found[n]=getattr(importlib.import_module(n),'__version__','0.0')\n"
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


def stop(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
