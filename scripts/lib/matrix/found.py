"""What this machine has for a cell, or why it cannot be had; each thing is looked for once."""
import functools
import glob
import os
import re
import shutil
import subprocess

from case import ROOT
from cells import NEWEST, POSTGRES
from environments import NotToBeHad, environment

VERSIONS = ("import alembic, sqlalchemy, sys; "
            "print('%d.%d.%d' % sys.version_info[:3], alembic.__version__, sqlalchemy.__version__)")


@functools.lru_cache(maxsize=None)
def python(version):
    """An interpreter of that version: on PATH, Debian's, or one of pyenv's."""
    if version == NEWEST:
        return _newest_python()
    name = "python%s" % version
    pyenv = os.environ.get("PYENV_ROOT", os.path.expanduser("~/.pyenv"))
    for place in [shutil.which(name), "/usr/bin/" + name] + glob.glob("%s/versions/%s.*/bin/%s" % (pyenv, version, name)):
        if place and _has_venv(place):
            return place
    raise NotToBeHad("no Python %s with venv here" % version)


def _newest_python():
    for minor in range(30, 7, -1):
        try:
            return python("3.%d" % minor)
        except NotToBeHad:
            pass
    raise NotToBeHad("no Python with venv here")


def _has_venv(place):
    # pyenv's shims are on PATH for every version there is, and fail for those that are not chosen.
    return os.access(place, os.X_OK) and subprocess.call(
        [place, "-c", "import ensurepip, venv"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


@functools.lru_cache(maxsize=None)
def virtual_environment(version, requirements):
    interpreter = python(version)
    name = re.sub(r"[^\w.,=-]", "", "py%s,%s" % (version, ",".join(requirements)))
    return environment(interpreter, name, list(requirements))


def versions(folder):
    """Python's, Alembic's and SQLAlchemy's."""
    ran = subprocess.run([os.path.join(folder, "bin", "python"), "-c", VERSIONS], stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE, universal_newlines=True)
    if ran.returncode != 0:
        raise NotToBeHad(ran.stderr.strip().splitlines()[-1])
    return ran.stdout.split()


@functools.lru_cache(maxsize=None)
def server(kind, version):
    """gate's arguments for it, and the major version."""
    if version == NEWEST:
        return _newest_server(kind)
    if kind == "pg-bin":
        told = _script(["scripts/lib/postgres-programs", version])
        return ["--server", "local", "--pg-bin", told.strip()], version
    image = "postgres:" + version
    _script(["scripts/make-postgres-image", image])
    return ["--server", "container", "--image", image], version


def _newest_server(kind):
    for version in reversed(POSTGRES):
        try:
            return server(kind, version)
        except NotToBeHad as error:
            why = error
    raise why


def _script(words):
    ran = subprocess.run([os.path.join(ROOT, words[0])] + words[1:], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         universal_newlines=True)
    if ran.returncode != 0:
        raise NotToBeHad((ran.stderr.strip().splitlines() or ["exit status %d" % ran.returncode])[-1])
    return ran.stdout
