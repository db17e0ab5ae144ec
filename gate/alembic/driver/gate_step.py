"""One Alembic command, in a child process of its own, through Alembic's public API.

It sets up what the command line would have set up, runs the command between the walls and reports what
came of it. It decides nothing and never returns: the child ends here.
"""
import contextlib
import io
import logging
import os
import sys

import gate_catalog
import gate_failure
import gate_flask
import gate_frames
import gate_preload
import gate_executed
import gate_ini
import gate_locations
import gate_models
import gate_stairs
from gate_graph import files, from_modules, read
from gate_handed import Handed
from gate_watch import Watch

PASSED, FAILED = 0, 1


class Job:
    """What the parent knows and each child starts from."""

    def __init__(self, load, locations, walls):
        self.ini, self.section = load["ini"], load.get("section") or "alembic"
        self.arguments = [str(one) for one in load.get("alembic_args") or []]
        self.locations = locations
        self.tree = gate_frames.Tree(os.getcwd(), locations)
        self.script_location = locations.script_location if locations.flask_migrate else None
        self.flask = gate_flask.is_wanted(locations.script_location, not locations.flask_migrate)
        self.flask_app = load.get("flask_app") or ""
        self.target = self.parser = None
        self.walls = walls


def check_arguments(job):
    """Raises what Alembic's own command line says of arguments that it refuses."""
    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
            _options(job, ["heads"])
    except SystemExit:
        lines = said.getvalue().strip().splitlines() or ["it ended without a word"]
        words = lines[-1].split("error: ", 1)[-1] if "error: " in lines[-1] else lines[0]
        raise gate_ini.ConfigurationError(
            "alembic refuses %s: %s" % (" ".join(job.arguments), words), "alembic_args", None,
            "options that come before the sub-command, as -n and -x do",
            "Set \"alembic_args\" in the tree's declaration to what follows `alembic` where it is run.")


def run_command(job, channel, request):
    watch = Watch(channel.send, job.tree.name)
    if request.get("catalog"):
        watch.before_upgrade = gate_catalog.Catalog(request["catalog"], channel.send_whole).look

    def work():
        from alembic.runtime import environment
        watch.install_context(environment)
        watch.install_revisions(environment)
        command, revision = request["command"], request.get("revision")
        words = [command] if command in ("heads", "current", "check") else [command, str(revision)]
        _command(_surrounded(job, words), channel, command, revision)

    _guarded(job, channel, watch, "failure", work)


def run_stairs(job, channel, requests, answers):
    """Steps of a stairway, as long as there are any, each in a fork of this process (gate_stairs.py)."""
    watch = Watch(channel.send, job.tree.name)

    def work():
        from alembic.runtime import environment
        watch.install_context(environment)
        watch.install_revisions(environment)
        config = _surrounded(job, ["upgrade", "head"])
        gate_stairs.Stairs(channel, requests, answers, watch,
                           lambda command, revision: _command(config, channel, command, revision)).run(config)

    _guarded(job, channel, watch, "failure", work)


def run_graph(job, channel, paths, graph):
    """The revision files' facts by running them, for those that say them in no literal."""

    def work():
        from alembic.script import ScriptDirectory
        ScriptDirectory.from_config(_config(job, ["heads"]))  # for prepend_sys_path
        facts = list(from_modules(paths))
        for one in facts:
            channel.send("revision-file", **one)
        channel.send("graph", **dict(graph, complete=_complete(facts), source="alembic"))

    _guarded(job, channel, Watch(channel.send), "graph-failure", work)


def run_locations(job, channel):
    """The revision files' facts, of the folders that env.py leaves the tree with."""

    def work():
        from alembic.runtime.environment import EnvironmentContext
        from alembic.script import ScriptDirectory
        config = _surrounded(job, ["current"])
        script = ScriptDirectory.from_config(config)
        with EnvironmentContext(config, script, fn=lambda heads, context: [], dont_mutate=True):
            script.run_env()
        locations = job.locations
        locations.version_locations = gate_locations.of(script)
        paths = files(locations)
        facts = [read(file)[0] for file in paths]
        if not _complete(facts):
            facts = list(from_modules(paths))
        for one in facts:
            channel.send("revision-file", **one)
        channel.send("graph", complete=_complete(facts), source="env",
                     script_location=locations.script_location,
                     version_locations=locations.version_locations)

    _guarded(job, channel, Watch(channel.send), "graph-failure", work)


def _complete(facts):
    return all((one["problem"] or {}).get("kind") != "not-literal" for one in facts)


def _guarded(job, channel, watch, failure, work):
    status = FAILED
    statements = gate_executed.Executed(watch)
    try:
        memory = gate_failure.Memory(job.tree, watch.running)
        job.walls.aim(job.target, lambda **facts: channel.send("connection", **facts))
        _listen(memory)
        statements.listen()
        try:
            work()
            status = PASSED
        except BaseException as error:  # SystemExit and KeyboardInterrupt are failures as well
            if failure == "failure" and _ended_well(error, watch):
                status = PASSED
                return
            facts = gate_failure.facts(error, job.tree, watch.running())
            if facts["sqlstate"] == "25P02" and memory.error:
                facts["first_error"] = memory.error
            facts["statements"] = statements.facts()
            channel.send(failure, **facts)
    except BaseException:
        _driver_error(channel)
    finally:
        _leave(channel, status)


def _ended_well(error, watch):
    """A `sys.exit()` of env.py once all has been run: a plain alembic ends with 0 as well."""
    return isinstance(error, SystemExit) and error.code in (None, 0) and watch.completed


def _leave(channel, status):
    # A child that a migration forked and let run on gets here too, and is not the step.
    if os.getpid() != channel.owner:
        os._exit(FAILED)
    for flush in (sys.stdout.flush, sys.stderr.flush, logging.shutdown):
        try:
            flush()
        except Exception:  # the migration may have closed them
            pass
    channel.shared.settle(b"P" if status == PASSED else b"F", gate_preload.worth_loading())
    try:
        if channel.at_end:
            channel.at_end()
    except OSError:
        pass  # the migration closed it; that this process ends says it as well
    os._exit(status)  # nothing that was registered with atexit runs


def _driver_error(channel):
    import traceback
    channel.send("driver-error", traceback=traceback.format_exc())


def _listen(memory):
    from sqlalchemy import event
    from sqlalchemy.engine import Engine
    event.listen(Engine, "handle_error", memory.see)


def _surrounded(job, words):
    """A Config whose env.py is handed what it expects, in the application that it runs in."""
    from alembic.runtime import environment

    config = _config(job, words)
    Handed(lambda: job.target).install(environment)
    if job.flask:
        gate_flask.enter(job.flask_app, os.getcwd(), config)
    return config


def _options(job, words):
    from alembic.config import CommandLine

    if job.parser is None:
        from alembic import command

        gate_models.provide(command)
        job.parser = CommandLine(prog="alembic").parser  # once for all steps
    # The section comes last: the graph was read from that one.
    arguments = job.arguments + ["-c", job.ini, "-n", job.section] + words
    return arguments, job.parser.parse_args(arguments)


def _config(job, words):
    """Alembic's Config as its command line, or Flask-Migrate, would make it."""
    from alembic.config import Config

    arguments, options = _options(job, words)
    sys.argv = [os.path.join(os.path.dirname(sys.executable), "alembic")] + arguments
    ini, toml = (job.ini, "pyproject.toml") if not gate_ini.is_toml(job.ini) else ("alembic.ini", job.ini)
    keywords = {"toml_file": toml} if hasattr(Config, "toml_alembic_config") else {}  # 1.16 on
    config = Config(file_=ini, ini_section=job.section, cmd_opts=options, **keywords)
    if job.script_location is not None:
        config.set_main_option("script_location", job.script_location.replace("%", "%%"))
    return config


def config_of(job):
    """The Config of a command that only reads the version files."""
    return _config(job, ["heads"])


def _command(config, channel, command, revision):
    from alembic import command as commands
    from alembic.script import ScriptDirectory

    if command == "heads":
        # commands.heads() prints them; asking a second time would load every file a second time.
        script = ScriptDirectory.from_config(config)
        heads = _heads(config, script)
        for head in heads:
            config.print_stdout("%s (head)", head)
        channel.send("heads", heads=heads)
    elif command == "current":
        commands.current(config)
    elif command == "check":
        gate_models.watch(commands, channel.send)
        commands.check(config)
    elif command in ("upgrade", "downgrade", "stamp"):
        getattr(commands, command)(config, revision)
    else:
        raise ValueError("not a command that gate uses: %s" % command)


def _heads(config, script):
    """`alembic heads` imports the version files without env.py, which may be what lets them."""
    try:
        return script.get_heads()
    except ImportError:
        from alembic.runtime.environment import EnvironmentContext
        from alembic.script import ScriptDirectory
        with EnvironmentContext(config, script, fn=lambda heads, context: [], dont_mutate=True):
            script.run_env()
        return ScriptDirectory.from_config(config).get_heads()
