"""Virtual environments that are kept from one run to the next."""
import os
import shutil
import subprocess

CACHE = os.path.join(os.environ.get("XDG_CACHE_HOME", os.path.expanduser("~/.cache")), "gate-venvs")


class NotToBeHad(Exception):
    """Says why in one line."""


def environment(python, name, requirements):
    """The folder of one with these requirements, made by the interpreter `python` where it is not there yet."""
    folder = os.path.join(CACHE, name)
    ready = os.path.join(folder, "ready")
    if _read(ready) != "\n".join(requirements):
        shutil.rmtree(folder, ignore_errors=True)
        _run([python, "-m", "venv", folder])
        _run([os.path.join(folder, "bin", "python"), "-m", "pip", "install", "--quiet", "--retries", "1",
              "--disable-pip-version-check", "--prefer-binary"] + requirements)
        with open(ready, "w", encoding="utf-8") as file:
            file.write("\n".join(requirements))
    return folder


def _read(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError:
        return None


def _run(command):
    try:
        ran = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                             universal_newlines=True, env=_own_environment())
    except OSError as error:
        raise NotToBeHad(str(error))
    if ran.returncode != 0:
        raise NotToBeHad(_reason(ran.stdout) or "%s: exit status %d" % (" ".join(command[:4]), ran.returncode))


def _own_environment():
    return {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH")}


def _reason(text):
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR: ")]
    return (errors or lines or [""])[-1].replace("ERROR: ", "")
