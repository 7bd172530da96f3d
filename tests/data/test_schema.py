from peewee import SqliteDatabase
from playhouse.schema_diff import diff_models

from crm_tui.data import files, schema, search
from crm_tui.data.database import SCHEMA_VERSION, database, initialize
from crm_tui.data.journalled import MODELS


def master() -> dict[str, object]:
    """Everything that the schema holds, but for the table of the migrations themselves.

    A migration adds columns at the end, so the columns of a table are compared in no order.
    """
    rows = database.execute_sql("SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {
        name: parts(name) if kind == "table" and "VIRTUAL" not in sql else " ".join(sql.split())
        for name, kind, sql in rows.fetchall()
        if not name.startswith("sqlite_stat")
        and "schema_migration" not in name
        and "schemamigration" not in name
    }


def parts(table: str) -> tuple[object, ...]:
    columns = database.execute_sql(f'PRAGMA table_info("{table}")').fetchall()
    links = database.execute_sql(f'PRAGMA foreign_key_list("{table}")').fetchall()
    return sorted(column[1:] for column in columns), sorted(link[2:] for link in links)


def test_a_migrated_and_a_created_database_are_the_same(session, tmp_path):
    migrated = master()
    assert not diff_models(database.obj, MODELS)
    database.close()
    initialize(str(tmp_path / "created.db"))
    database.connect()
    database.create_tables(MODELS, safe=False)
    search.create()
    created = master()
    database.close()
    assert created == migrated


def test_the_migrations_are_numbered_one_by_one_up_to_the_version_of_the_schema():
    numbers = sorted(int(path.name[:4]) for path in schema.MIGRATIONS.glob("[0-9]*.py"))
    assert numbers == list(range(1, SCHEMA_VERSION + 1))


def test_migrating_again_changes_nothing(session):
    before = master()
    schema.migrate()
    assert master() == before


def test_the_search_index_is_rebuilt_after_a_migration(session):
    from crm_tui.domain.entities import CLIENTS
    from crm_tui.services import records
    from crm_tui.services.search import find

    records.add(session, CLIENTS, {"name": "Хрущёв и сыновья"})
    database.execute_sql("DROP TABLE client_search")
    search.rebuild()
    assert [hit.title for hit in find(session, "hrush")] == ["Хрущёв и сыновья"]


def test_an_older_schema_is_migrated_where_it_lies(database_path):
    """The file of a start that was killed after its migration and before its mark."""
    plain = SqliteDatabase(str(database_path))
    plain.execute_sql("PRAGMA user_version = 0")
    plain.close()
    files.open_file(database_path)
    assert schema.is_current()
    database.close()


def test_who_had_chosen_a_theme_by_its_old_name_keeps_the_colours(session, database_path):
    from crm_tui.services import settings

    settings.put(session, "theme", "paper")
    database.execute_sql("UPDATE setting SET value = 'ink-16' WHERE key = 'theme'")
    database.execute_sql("DELETE FROM schema_migration WHERE name LIKE '0014%'")
    database.execute_sql("PRAGMA user_version = 13")
    schema.migrate()
    assert settings.get(session, "theme").value == "ansi-dark"


def test_an_import_that_was_running_when_the_program_was_renewed_is_known_as_that(session):
    for statement in (
        'ALTER TABLE "import_batch" ADD COLUMN "status" TEXT',
        'ALTER TABLE "import_batch" ADD COLUMN "steps" TEXT',
        'CREATE INDEX "import_batch_running" ON "import_batch" ("status")',
        'DROP INDEX "transaction_running"',
        'ALTER TABLE "transaction" DROP COLUMN "steps"',
        """INSERT INTO import_batch (txn, file, sha256, encoding, delimiter, mapping, rows, new,
            updated, same, duplicate, rejected, status, steps)
            SELECT id, 'a.csv', '', '', '', '{}', 1, 1, 0, 0, 0, 0, 'running', '[7, 9]'
            FROM "transaction" LIMIT 1""",
        "DELETE FROM schema_migration WHERE name LIKE '0021%'",
        "PRAGMA user_version = 20",
    ):
        database.execute_sql(statement)
    schema.migrate()
    found = database.execute_sql('SELECT steps FROM "transaction" WHERE steps IS NOT NULL')
    assert found.fetchall() == [("[7, 9]",)]
