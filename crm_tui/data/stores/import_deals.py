"""Which client and which deal the rows of a file mean."""

from crm_tui.data.database import database

NAME = "SELECT name FROM client WHERE id = ?"
DEALS = """SELECT id FROM deal WHERE (id = ?1 OR name_key = ?2)
AND client_id = coalesce(?3, client_id) AND archived_at IS NULL LIMIT 2"""

SAME = """SELECT id FROM deal WHERE id = ?1 AND name_key = ?2
AND client_id = coalesce(?3, client_id) AND archived_at IS NULL"""


def deal(number: int | None, name: str, client: int | None) -> int | None:
    """The one deal with that id or folded name, of the client if one is given."""
    found = database.execute_sql(DEALS, (number, name, client)).fetchall()
    return int(found[0][0]) if len(found) == 1 else None


def same_deal(number: int, name: str, client: int | None) -> int | None:
    """Of the deals with that folded name the one with the id, else the only one."""
    both = database.execute_sql(SAME, (number, name, client)).fetchone()
    return int(both[0]) if both else deal(None, name, client)


def name(number: int) -> str | None:
    """What the client is called; None where there is none."""
    found = database.execute_sql(NAME, (number,)).fetchone()
    return str(found[0]) if found else None
