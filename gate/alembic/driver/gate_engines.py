"""Engines as they are made: where that was, and the driver for a URL of ours that names none.

gate cannot know beforehand whether an env.py wants its URL for a sync or an async engine, so it gives plain
`postgresql` and the driver is settled here. A URL that names its driver, or leads elsewhere, stays as it is.
"""
import functools
import sys
from importlib.util import find_spec

import gate_frames
from gate_target import parts_of

SYNC, ASYNC = ("psycopg2", "psycopg", "pg8000"), ("asyncpg", "psycopg")


def guard(sqlalchemy, walls):
    import sqlalchemy.engine as engine

    home = sys.modules.get("sqlalchemy.engine.create") or engine  # 1.4 on; the other has re-exports then
    original = home.create_engine

    @functools.wraps(original)
    def create_engine(*arguments, **keywords):
        arguments, url = _with_driver(arguments, keywords, walls.target, sqlalchemy)
        try:
            made = original(*arguments, **keywords)
        except ImportError:
            if url is None or url.get_backend_name() == "postgresql":
                raise
            walls.refuse("an engine of the dialect %s" % url.drivername)
        made.dialect.gate_made_at = gate_frames.users_line()
        return made

    for module in (home, engine, sqlalchemy):
        module.create_engine = create_engine


def made_at(dialect):
    return getattr(dialect, "gate_made_at", (None, None))


def _with_driver(arguments, keywords, target, sqlalchemy):
    """(the positional arguments, the URL as SQLAlchemy has it or None)"""
    from sqlalchemy.engine.url import make_url

    given = arguments[0] if arguments else keywords.get("url")
    try:
        url = make_url(given)
        asked = parts_of(str(url))
        ours = target is not None and asked is not None and asked.get("host") and target.is_meant_by(asked)
    except Exception:  # SQLAlchemy will say what is wrong with it
        return arguments, None
    if not ours or url.drivername != "postgresql" or keywords.get("module") is not None:
        return arguments, url
    driver = _driver(_wants_async(keywords), sqlalchemy.__version__)
    if driver is None:
        return arguments, url
    if hasattr(url, "set"):
        url = url.set(drivername="postgresql+" + driver)
    else:
        url.drivername = "postgresql+" + driver
    keywords.pop("url", None)
    return (url,) + arguments[1:], url


def _driver(wants_async, version):
    """The installed one to take; None to leave it to SQLAlchemy."""
    old = version.startswith("1.")
    if not wants_async and not version.startswith(("1.", "2.0.")):
        drivers = ("psycopg",) + SYNC
    else:
        drivers = ASYNC if wants_async else SYNC
    for driver in drivers:
        if not (old and driver == "psycopg") and _installed(driver):
            return driver
    return None


def _installed(name):
    return name in sys.modules or find_spec(name) is not None


def _wants_async(keywords):
    """Whether this engine is made for SQLAlchemy's asyncio, or by a function that wraps it in AsyncEngine."""
    if keywords.get("_is_async"):
        return True
    frame = sys._getframe(3)
    while frame is not None:
        if frame.f_globals.get("__name__", "").startswith("sqlalchemy.ext.asyncio"):
            return True
        if not gate_frames.is_library(frame.f_code.co_filename):
            return "AsyncEngine" in frame.f_code.co_names
        frame = frame.f_back
    return False
