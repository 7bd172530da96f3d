from hypothesis import given
from hypothesis import strategies as st

from crm_tui.data.database import database
from crm_tui.data.stores.lookalikes import SAME_TAX_ID
from crm_tui.data.tax_keys import tax_key
from crm_tui.domain import folding


def test_tax_ids_are_compared_alike_in_the_database_and_outside(session):
    @given(st.text(st.characters(blacklist_characters="\0", codec="utf-8")))
    def alike(text: str) -> None:
        found = database.execute_sql(f"SELECT {tax_key('?1')}", (text,)).fetchone()[0]
        assert found == folding.tax_key(text)

    alike()
    assert folding.tax_key(" de 12-34.5/6") == "DE123456"


def test_a_tax_id_is_looked_up_by_its_index(session):
    plan = database.execute_sql(f"EXPLAIN QUERY PLAN {SAME_TAX_ID[1:-1]}", ("1",)).fetchall()
    assert "client_tax_key" in str(plan)
