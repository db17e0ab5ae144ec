"""Puts gate's walls around a plain `alembic` process, before any code of the tree runs.

Python imports this at start because gate put its folder first on PYTHONPATH. It then gets out of the
way: the machine's own sitecustomize runs as if this one were not there. Without its settings it ends
the process: a run without walls could reach a real database.
"""
import os
import sys


def _walls():
    import json

    here = os.path.dirname(os.path.abspath(__file__))
    settings = os.environ["GATE_DRIVER_SETTINGS"]
    with open(settings, encoding="utf-8") as file:
        request = json.load(file)
    sys.path.insert(0, os.path.dirname(here))
    try:
        import gate_catalog
        import gate_channel
        import gate_executed
        import gate_locations
        import gate_models
        import gate_target
        import gate_untold
        from gate_handed import Handed
        from gate_imports import when_imported
        from gate_walls import Walls
        from gate_watch import Watch
    finally:
        sys.path.pop(0)

    def write(line):
        descriptor = os.open(settings + ".events", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            while line:
                line = line[os.write(descriptor, line):]
        finally:
            os.close(descriptor)

    def send(event, **facts):
        write(gate_channel.line_of(dict({"event": event}, **facts)))

    def send_whole(event, **facts):
        write(gate_channel.whole_line_of(dict({"event": event}, **facts)))

    target = gate_target.Target(request)
    gate_target.apply(request, target)
    walls = Walls()
    walls.aim(target, lambda **facts: send("connection", **facts),
              lambda **facts: send("refused", **facts))
    walls.install()
    gate_locations.keep(request.get("version_locations"))
    when_imported("alembic.runtime.environment", Watch(send).install_context)
    when_imported("alembic.runtime.environment", Handed(lambda: target).install)
    # Which revision ran is in what Alembic prints; this one only knows it for the statements.
    watch = Watch(lambda *event, **facts: None)
    if os.path.exists(settings + ".catalog"):
        with open(settings + ".catalog", encoding="utf-8") as file:
            watch.before_upgrade = gate_catalog.Catalog(json.load(file), send_whole).look
    when_imported("alembic.runtime.environment", watch.install_revisions)
    when_imported("alembic.command", gate_models.provide)
    when_imported("alembic.command", lambda module: gate_models.watch(module, send))
    when_imported("alembic.runtime.environment", lambda module: gate_untold.watch(module, send))
    _remember_statements(gate_executed.Executed(watch), when_imported, send)
    send("walls", python=".".join(map(str, sys.version_info[:3])), executable=sys.executable)
    sys.path[:] = [one for one in sys.path if os.path.abspath(one or ".") != here]


def _remember_statements(statements, when_imported, send):
    """What the revision that failed had executed, told when the process ends in the middle of it."""
    import atexit

    def tell():
        found = statements.facts()
        if found:
            send("statements", statements=found)

    when_imported("sqlalchemy", lambda module: statements.listen())
    atexit.register(tell)


def _machines_own():
    """The next sitecustomize on sys.path, with the name that this one had."""
    from importlib.machinery import PathFinder
    from importlib.util import module_from_spec

    spec = PathFinder.find_spec("sitecustomize", sys.path)
    if spec is not None and spec.loader is not None:
        module = module_from_spec(spec)
        sys.modules["sitecustomize"] = module
        spec.loader.exec_module(module)


sys.dont_write_bytecode = True
try:
    _walls()
except BaseException as problem:  # site would print a line and carry on
    sys.stderr.write("gate: cannot put up its walls, so nothing runs: %s: %s\n"
                     % (type(problem).__name__, problem))
    sys.stderr.flush()
    os._exit(3)
_machines_own()
