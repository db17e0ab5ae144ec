"""The texts that the driver's tests make trees of: env.py files and revisions."""
import textwrap

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
