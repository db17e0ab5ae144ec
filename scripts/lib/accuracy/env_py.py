"""An env.py for each database driver, as a tree's owner would write it."""

SYNC = '''import os
from alembic import context
import sqlalchemy as sa

url = os.environ.get("DATABASE_URL") or os.environ.get("CLINIC_DATABASE_URL")
url = "postgresql+%s://" + url.split("://", 1)[1]
engine = sa.create_engine(url)
with engine.connect() as connection:
    context.configure(connection=connection, transaction_per_migration=%r)
    with context.begin_transaction():
        context.run_migrations()
'''

ASYNC = '''import asyncio
import os
from alembic import context
from sqlalchemy import pool
from sqlalchemy.ext.asyncio import create_async_engine

url = os.environ.get("DATABASE_URL") or os.environ.get("CLINIC_DATABASE_URL")
url = "postgresql+%s://" + url.split("://", 1)[1]


def run(connection):
    context.configure(connection=connection, transaction_per_migration=%r)
    with context.begin_transaction():
        context.run_migrations()


async def main():
    engine = create_async_engine(url, poolclass=pool.NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(run)
    await engine.dispose()


asyncio.run(main())
'''


def env_py(driver, one_transaction=True):
    return (ASYNC if driver == "asyncpg" else SYNC) % (driver, not one_transaction)
