"""The Flask application that a Flask-Migrate tree wants around its env.py, found and entered as `flask db` does.

FLASK_APP, .flaskenv, wsgi.py and app.py are Flask's own search; where that finds nothing, the one file of the
working folder whose source makes an application, or has a factory for it, is taken. It makes none itself.
"""
import ast
import os

from gate_imports import own

FACTORIES, APPLICATIONS = ("create_app", "make_app"), ("app", "application")
OF_FLASK = ("wsgi.py", "app.py")  # where it looks without being told


class NoApplication(Exception):
    """Told as what is to be declared, not as a failure of the migrations."""

    wall = "flask-app"


def is_wanted(script_location, stated):
    """Whether env.py is run by `flask db`; `stated`: the ini has a script_location of its own."""
    if not stated:
        return True
    try:
        with open(os.path.join(script_location, "env.py"), "rb") as file:
            source = file.read()
    except OSError:
        return False
    return b"current_app" in source and b"app_context" not in source


def application(declared, directory):
    """(FLASK_APP, whether Flask finds one with it, all that it could be); FLASK_APP is "" where Flask looks itself."""
    stated = declared or os.environ.get("FLASK_APP")
    if stated:
        return stated, True, []
    if _of_file(directory) or any(os.path.isfile(os.path.join(directory, name)) for name in OF_FLASK):
        return "", True, []
    found, candidates = _found_in_sources(directory)
    return found, bool(found), candidates


def modules(app, directory):
    """The files that the application is made in: where its settings are read."""
    name = (app or _of_file(directory)).partition(":")[0].strip()
    names = [name, name.replace(".", os.sep), name + ".py", os.path.join(name, "__init__.py")] if name else OF_FLASK
    paths = [os.path.join(directory, one) for one in names]
    return [path for path in paths if os.path.isfile(path)]


def _of_file(directory):
    """FLASK_APP as .flaskenv or .env has it; "" where they say nothing."""
    for name in (".env", ".flaskenv"):
        try:
            with open(os.path.join(directory, name), encoding="utf-8", errors="replace") as file:
                pairs = [line.partition("=") for line in file]
        except OSError:
            continue
        for words, _, value in pairs:
            if words.split()[-1:] == ["FLASK_APP"]:
                return value.strip().strip("'\"")
    return ""


def _found_in_sources(directory):
    """(the one file or package whose source makes an application, or "", all there are)"""
    scripts, packages = [], []
    for folder in (directory, os.path.join(directory, "src")):
        for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
            path = os.path.join(folder, name)
            if name.endswith(".py") and name not in ("setup.py", "conftest.py"):
                if _defines(path):
                    scripts.append(os.path.relpath(path, directory))
            elif os.path.isfile(os.path.join(path, "__init__.py")) and name not in ("tests", "test"):
                if _defines(os.path.join(path, "__init__.py")):
                    packages.append(os.path.relpath(path, directory))
    if not scripts and not packages and _defines(os.path.join(directory, "__init__.py")):
        return "__init__.py", ["__init__.py"]
    best = scripts or packages  # a script mostly calls a package's factory
    return best[0] if len(best) == 1 else "", scripts + packages


def _defines(path):
    tree = own("gate_modules").parsed(path)
    for node in tree.body if tree is not None else ():
        if isinstance(node, ast.FunctionDef) and node.name in FACTORIES:
            return True
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and any(
                isinstance(one, ast.Name) and one.id in APPLICATIONS for one in node.targets):
            return True
    return False


def enter(declared, directory, config):
    """Pushes the application's context, for good, and lets the application change Alembic's Config."""
    os.environ["FLASK_RUN_FROM_CLI"] = "true"  # app.run() at a module's end does nothing then
    application = _load(declared, directory)
    application.app_context().push()
    migrate = application.extensions.get("migrate")
    if migrate is not None and hasattr(migrate, "migrate"):
        migrate.migrate.call_configure_callbacks(config)


def _load(declared, directory):
    from flask import cli

    cli.load_dotenv()
    stated, _, _ = application(declared, directory)
    try:
        return cli.ScriptInfo(app_import_path=stated or None).load_app()
    except cli.NoAppException as error:
        cause = error.__context__
        if isinstance(cause, ImportError):  # Flask has put its text into a message
            raise cause
        raise NoApplication("no Flask application: %s" % str(error).splitlines()[0])


def aim_configuration(module, walls):
    """An application that would make an engine of another dialect, or none, is given the ephemeral database."""
    kind = module.SQLAlchemy
    original = kind.init_app

    def init_app(self, app, *arguments, **keywords):
        _aim(app.config, walls)
        return original(self, app, *arguments, **keywords)

    kind.init_app = init_app


def _aim(settings, walls):
    stated = settings.get("SQLALCHEMY_DATABASE_URI")
    dialect = str(stated or "").partition(":")[0].partition("+")[0]
    if walls.target is None or dialect in ("postgresql", "postgres") or settings.get("SQLALCHEMY_BINDS"):
        return
    settings["SQLALCHEMY_DATABASE_URI"] = walls.target.url()
    if stated:
        walls.tell("flask_sqlalchemy", "SQLALCHEMY_DATABASE_URI=%s:..." % dialect)
