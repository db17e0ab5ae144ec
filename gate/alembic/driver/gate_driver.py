"""The driver's main loop: gate's requests on descriptor 0, events on descriptor 3.

Started by gate in the tree's own interpreter, with the tree's folder as working directory. It imports
Alembic once and forks for each step; no migration ever runs in this process, and it makes no
connection. Standard output and error are left to the migrations.
"""
import gc
import os
import sys

gc.disable()  # nothing made here is ever garbage; each step's child turns it on again
HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True  # the tree is the user's; nothing is written into it
if HERE not in sys.path:
    sys.path.insert(0, HERE)

import json  # noqa: E402
import signal  # noqa: E402

import gate_channel  # noqa: E402
import gate_flask  # noqa: E402
import gate_graph  # noqa: E402
import gate_imports  # noqa: E402
import gate_ini  # noqa: E402
import gate_locations  # noqa: E402
import gate_preload  # noqa: E402
import gate_process  # noqa: E402
import gate_stairs  # noqa: E402
import gate_step  # noqa: E402
import gate_target  # noqa: E402
import gate_versions  # noqa: E402
import gate_walls  # noqa: E402


class Driver:
    def __init__(self, requests, channel):
        self.requests, self.channel = requests, channel
        self.job, self.walls, self.files = None, gate_walls.Walls(), []
        self.stairs = None  # the process that runs a stairway's steps, while there is one
        self.stairs_possible = True

    def serve(self):
        for line in _lines(self.requests):
            try:
                request = json.loads(line.decode("utf-8"))
                name = request["request"]
            except (ValueError, KeyError, TypeError) as error:
                self.channel.send("protocol-error", message="not a request: %s" % error)
                continue
            try:
                answer = {"load": self.load, "target": self.target, "step": self.step,
                          "operations": self.operations, "read": self.read,
                          "locations": self.locations, "needs": self.needs}[name]
            except KeyError:
                self.channel.send("protocol-error", message="unknown request: %s" % name)
                continue
            if answer(request) is False:
                return

    def load(self, request):
        """False when nothing can come after it."""
        try:
            locations = gate_ini.read(request["ini"], request.get("section") or "alembic")
        except gate_ini.ConfigurationError as error:
            self.channel.send("configuration-error", **error.facts)
            return False
        files = self.files = gate_graph.files(locations)
        complete, plain = True, set()
        for file in files:
            facts, tree, _ = gate_graph.read(file)
            if not request.get("sources_only") and gate_versions.is_plain(tree):
                plain.add(file)
            complete = complete and (facts["problem"] or {}).get("kind") != "not-literal"
            self.channel.send("revision-file", **facts)
        graph = {"script_location": locations.script_location,
                 "version_locations": locations.version_locations, "recursive": locations.recursive}
        # Where there is no revision at all, env.py is asked as well, whatever it looks like.
        decided = not files or gate_locations.decided_by_env(locations.script_location)
        self.channel.send("graph", complete=complete, decided_by_env=decided, **graph)
        self.job = gate_step.Job(request, locations, self.walls)
        if request.get("sources_only"):
            return True  # an interpreter without Alembic will do
        try:
            if not self._import(locations):
                return False
            gate_step.check_arguments(self.job)
        except gate_ini.ConfigurationError as error:
            self.channel.send("configuration-error", **error.facts)
            return False
        self._ready()
        gate_preload.likely(locations.scheme, sys.modules["sqlalchemy"].__version__)
        gate_preload.warm(locations.scheme)
        if complete and not decided:
            gate_versions.Loaded().load(files, plain, lambda: gate_step.config_of(self.job))
        if not complete:
            self._fork(lambda channel: gate_step.run_graph(self.job, channel, files, graph))
        return True

    def _import(self, locations):
        self.walls.install()
        try:
            import alembic
            import alembic.command
            import sqlalchemy
        except ImportError as error:
            self.channel.send("no-alembic", executable=sys.executable, message=str(error))
            return False
        gate_ini.check_version(locations, alembic.__version__, sys.executable)
        return True

    def _ready(self):
        import alembic
        import sqlalchemy
        drivers = {}
        try:
            import psycopg2
            drivers["psycopg2"] = psycopg2.__version__.split()[0]
        except ImportError:
            pass  # others load when they are used
        self.channel.send("ready", python=".".join(map(str, sys.version_info[:3])),
                          executable=sys.executable, alembic=alembic.__version__,
                          sqlalchemy=sqlalchemy.__version__, drivers=drivers)

    def operations(self, request):
        """What the loaded tree's files do, read from their source (gate_operations.py)."""
        gate_imports.own("gate_operations").send(self.channel, self.files)

    def needs(self, request):
        """What env.py wants around it: variables that it and the modules it imports read, an application."""
        if self.job is None:
            self.channel.send("protocol-error", message="needs before load")
            return
        more = []
        if self.job.flask:
            app, found, candidates = gate_flask.application(self.job.flask_app, os.getcwd())
            self.channel.send("flask", app=app, found=found, candidates=candidates)
            more = gate_flask.modules(app, os.getcwd())
        for one in gate_imports.own("gate_settings").reads_of_tree(self.job.tree, more):
            self.channel.send("variable", **one.facts())
        self.channel.send("needs-end")

    def read(self, request):
        """A `revision-file` for each of request["texts"] ({"name", "text"}), then `read-end`."""
        try:
            texts = [(one["name"], one["text"].encode("utf-8", "surrogatepass")) for one in request["texts"]]
        except (KeyError, TypeError, AttributeError) as error:
            self.channel.send("protocol-error", message="read: %s" % type(error).__name__)
            return
        for name, text in texts:
            self.channel.send("revision-file", **gate_graph.read_text(name, text)[0])
        self.channel.send("read-end")

    def locations(self, request):
        """The graph once more, of the folders that are the tree's when env.py has been run."""
        if self.job is None or self.job.target is None:
            self.channel.send("protocol-error", message="locations before load or target")
            return
        self._fork(lambda channel: gate_step.run_locations(self.job, channel))

    def target(self, request):
        if self.job is None:
            self.channel.send("protocol-error", message="target before load")
            return
        try:
            gate_locations.keep(request.get("version_locations"))
            self.job.target = gate_target.Target(request)
            gate_target.apply(request, self.job.target)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            self.job.target = None
            # Never the value: it may hold the password.
            self.channel.send("protocol-error", message="target: %s in %s" % (
                type(error).__name__, error if isinstance(error, KeyError) else "a value"))

    def step(self, request):
        if self.job is None or "id" not in request or "command" not in request:
            self.channel.send("protocol-error", message="step before load, or without id or command")
            return
        ended, loaded = (self._stair(request) if request.get("stair") else None) or self._fork(
            lambda channel: gate_step.run_command(self.job, channel, request),
            lambda pid: self.channel.send("step-started", id=request["id"], pid=pid))
        self.channel.send("step-ended", id=request["id"], **ended)
        gate_preload.learned(loaded)

    def _stair(self, request):
        """The same by a process that has env.py behind it; None where there can be none."""
        if not self.stairs_possible:
            return None
        if self.stairs is None:
            _quiet_down()
            self.stairs = gate_stairs.Landing(
                self.channel, [self.requests],
                lambda channel, requests, answers: gate_step.run_stairs(self.job, channel, requests, answers))
        ended = self.stairs.step(request)
        if self.stairs.over:
            self.stairs, self.stairs_possible = None, self.stairs.possible
        return ended

    def _fork(self, body, started=None):
        """(what became of the child, the names of modules it had to load)"""
        _quiet_down()
        return gate_process.run(self.channel, [self.requests], body, started)


def _quiet_down():
    sys.stdout.flush()
    sys.stderr.flush()
    gc.freeze()


def _lines(descriptor):
    waiting = b""
    while True:
        piece = os.read(descriptor, 65536)
        if not piece:
            return
        *lines, waiting = (waiting + piece).split(b"\n")
        for line in lines:
            if line.strip():
                yield line


def _settle_in():
    """The private descriptors, and a sys.path as the `alembic` script has it."""
    requests, events = gate_process.high(os.dup(0)), gate_process.high(3)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    sys.path.remove(HERE)
    if not getattr(sys.flags, "safe_path", False):
        sys.path.insert(0, os.path.dirname(sys.executable))
    gate_process.prepare()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return requests, gate_channel.Channel(events)


def main():
    requests, channel = _settle_in()
    try:
        Driver(requests, channel).serve()
    except BaseException:
        import traceback
        channel.send("driver-error", traceback=traceback.format_exc())
        os._exit(1)


if __name__ == "__main__":
    main()
