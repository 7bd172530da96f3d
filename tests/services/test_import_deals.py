"""Deals in a file: made with the client and the contact of their row, or found again."""

from datetime import date

import pytest

from crm_tui.data import staging_writes
from crm_tui.data.database import database
from crm_tui.domain.entities import CLIENTS, CONTACTS, DEALS
from crm_tui.domain.fields import Link
from crm_tui.services import (
    fields,
    history,
    import_writing,
    imports,
    records,
    search,
)
from tests.services.steps import small_steps

ROWS = """Company;Contact;E-mail;Deal - Title;Deal value;Этап сделки;Close date
Acme;Anna Taylor;anna@acme.example;Fifty drills;900 RUB;Offer;
Acme;Boris Orlov;boris@acme.example;Spare parts;12k;Closed Won;
Beta;Chloe Evans;chloe@beta.example;;;;
Gamma;;info@gamma.example;;1500;Tender;
"""
DEALS_ONLY = """Name,Company,Contact,Amount,Currency,Stage,Status,Closing date,Deal ID,Owner
Fifty drills,Acme,Anna Taylor,900,EUR,offer,open,2026-12-01,K-1,olga
Fifty drills,Acme,,1200,EUR,,lost,,K-2,
Lathe,Beta,Boris Orlov,5000,USD,,Успешно реализовано,,K-3,
"""


@pytest.fixture
def load(session, tmp_path):
    """Imports a text and returns the result."""

    def load(text: str, **options):
        path = tmp_path / "deals.csv"
        path.write_text(text)
        return imports.run(session, str(path), imports.Options(**options))

    return load


def verdicts(result) -> tuple[int, ...]:
    found = (result.new, result.updated, result.same, result.duplicate, result.rejected)
    assert sum(found) == result.rows
    return found


def deal(session, number=1):
    return records.get(session, DEALS, number)


def held(session) -> list[tuple[str, str | None, int | None, str | None, str]]:
    rows = database.execute_sql(
        "SELECT d.name, o.display_name, d.amount, d.stage, d.status FROM deal d "
        "LEFT JOIN contact o ON o.id = d.contact_id ORDER BY d.id"
    )
    return rows.fetchall()


def test_a_row_makes_a_client_its_contact_and_a_deal_that_are_linked(session, load):
    result = load(ROWS)
    assert verdicts(result) == (4, 0, 0, 0, 0)
    assert result.deals == 3
    stages = fields.named(session, DEALS.name)["stage"].choices
    assert held(session) == [
        ("Fifty drills", "Anna Taylor", 90000, "offer", "open"),
        ("Spare parts", "Boris Orlov", 1200000, stages[0].key, "won"),
        ("Gamma", None, 150000, "tender", "open"),
    ]
    assert (deal(session).client, deal(session).currency) == (Link(1, "Acme"), "RUB")
    assert deal(session, 2).closed_at is None
    assert stages[-1].label == "Tender"
    assert [hit.title for hit in search.find(session, "fifty")] == ["Fifty drills"]
    assert verdicts(load(ROWS)) == (0, 0, 4, 0, 0)
    history.undo(session)
    assert held(session) == [] == search.find(session, "fifty")
    assert database.execute_sql("SELECT 1 FROM client").fetchall() == []


@pytest.mark.parametrize("update", ["fill", "overwrite", "skip"])
def test_a_file_of_deals_makes_or_finds_clients_and_contacts(session, load, update):
    records.add(session, CLIENTS, {"name": "ACME"})
    result = load(DEALS_ONLY, into="deals", update=update)
    assert verdicts(result) == (3, 0, 0, 0, 0)
    assert [(name, person, status) for name, person, _, _, status in held(session)] == [
        ("Fifty drills", "Anna Taylor", "open"),
        ("Fifty drills", None, "lost"),
        ("Lathe", "Boris Orlov", "won"),
    ]
    one = deal(session)
    assert (one.client.id, one.owner.name, one.external_id) == (1, "Olga", "K-1")
    assert (one.expected_close, one.currency) == (date(2026, 12, 1), "EUR")
    again = load(DEALS_ONLY, into="deals", update=update)
    assert (verdicts(again), again.transaction) == ((0, 0, 3, 0, 0), None)


def test_rows_that_name_the_deal_first_or_have_what_only_a_deal_has_are_deals(
    session, load, tmp_path
):
    text = "Сделка;Клиент;Сумма;Стадия\nСтанок;Ромашка;5;Тендер\n"
    assert load(text).deals == 1
    assert (deal(session).amount, deal(session).stage) == (500, "тендер")
    assert imports.inspect(session, str(tmp_path / "deals.csv")).into == "deals"
    assert load("Клиент;Сделка;Сумма\nВектор;Пресс;7\n").deals == 1
    assert deal(session, 2).amount == 700
    assert load("Клиент;Сделка;Сумма сделки\nВектор;Насос;5\n").deals == 1
    assert imports.inspect(session, str(tmp_path / "deals.csv")).into == "clients"


def test_a_deal_is_known_by_its_id_else_by_its_name_at_the_client(session, load):
    records.add(session, CLIENTS, {"name": "Acme"})
    records.add(session, DEALS, {"name": "Lathe", "client": "C-1"})
    text = (
        "Deal name,Company,Amount,Deal ID\nLATHE,Acme,5,K-1\nLathe,Acme,7,K-2\nLathe,Beta,9,K-1\n"
    )
    assert verdicts(load(text, into="deals")) == (2, 1, 0, 0, 0)
    assert (deal(session).amount, deal(session).external_id) == (500, "K-1")
    assert deal(session, 2).external_id == "K-2"
    assert deal(session).client == Link(1, "Acme"), "its id says more than the other client"
    renamed = text.replace("LATHE", "Big lathe").replace(",5,", ",6,")
    assert verdicts(load(renamed, into="deals", update="fill")) == (0, 0, 3, 0, 0)
    one = "Deal name,Company,Amount,Deal ID\nBig lathe,Acme,6,K-1\n"
    assert verdicts(load(one, into="deals", update="overwrite")) == (0, 1, 0, 0, 0)
    assert (deal(session).name, deal(session).amount) == ("Big lathe", 600)
    assert [hit.title for hit in search.find(session, "big lathe")] == ["Big lathe"]


def test_further_rows_fill_the_deal_of_the_first_and_repeat_it(session, load):
    text = (
        "Company,Contact,Deal name,Deal amount,Deal stage\nAcme,,Lathe,,\n"
        "Acme,Anna Taylor,lathe,700,\nAcme,Anna Taylor,Lathe,700,Lost\nAcme,,Lathe,800,\n"
    )
    result = load(text)
    assert verdicts(result) == (2, 1, 0, 1, 0), "the second row makes Anna, the third tells the end"
    assert held(session)[0][:3] == ("Lathe", "Anna Taylor", 70000)
    assert deal(session).status == "lost"
    assert verdicts(load(text)) == (0, 0, 4, 0, 0)


def test_columns_that_fit_no_field_become_fields_of_the_deals(session, load):
    text = "Name,Company,Chance\nLathe,Acme,60\nDrill,Acme,\n"
    load(text, into="deals", keep_unknown=True)
    assert deal(session).extra == {"chance": 60}
    assert deal(session, 2).extra == records.get(session, CLIENTS, 1).extra == {}
    assert verdicts(load(text, into="deals", keep_unknown=True)) == (0, 0, 2, 0, 0)
    history.undo(session)
    assert "chance" not in fields.named(session, DEALS.name)


def test_a_sum_in_another_currency_fills_nothing(session, load):
    load("Company,Currency,Budget\nAcme,EUR,\n")
    load("Company,Currency,Budget\nAcme,RUB,900\n")
    found = records.get(session, CLIENTS, 1)
    assert (found.currency, found.budget) == ("EUR", None)
    load("Company,Currency,Budget\nAcme,RUB,900\n", update="overwrite")
    found = records.get(session, CLIENTS, 1)
    assert (found.currency, found.budget) == ("RUB", 90000)


def test_the_client_is_known_by_an_id_an_address_or_a_site(session, load):
    records.add(session, CLIENTS, {"name": "Acme", "external_id": "001A"})
    records.add(session, CLIENTS, {"name": "Beta", "website": "https://www.Beta.example/about"})
    records.add(session, CLIENTS, {"name": "Gamma"})
    records.add(
        session, CONTACTS, {"display_name": "Anna", "client": "C-3", "email": "a@x.example"}
    )
    mapping = {"Account": "external_id", "Site": "website", "Mail": "email", "Firm": "name"}
    text = (
        "Deal name,Account,Site,Mail,Firm\nOne,001A,,,\nTwo,,beta.example,,\nThree,,,a@x.example,\n"
        "Four,,,,C-2\nFive,,elsewhere.example,,\nSix,,,,C2\n"
    )
    result = load(text, columns=mapping)
    assert verdicts(result) == (5, 0, 0, 0, 1)
    assert result.reasons[0][0] == 6
    assert "names no client" in result.reasons[0][1]
    assert [deal(session, number).client.id for number in (1, 2, 3, 4, 5)] == [1, 2, 3, 2, 4]
    assert deal(session, 5).client.name == "C2", "which is a name"
    assert deal(session, 3).contact.name == "Anna"
    assert records.get(session, CLIENTS, 3).email is None, "it is Anna's"


@pytest.mark.parametrize(
    ("others", "whose"),
    [("", "Acme"), ("Beta,Anna,\n", "Beta"), ("Beta,Anna,\nGamma,Anna,\n", "Anna")],
)
@pytest.mark.parametrize("match", [(), ("email", "phone", "tax_id", "external_id")])
def test_whose_deal_it_is_the_name_of_a_person_tells(session, load, others, whose, match):
    """First who is called so in the file, then who is called so here, if it is one."""
    load("Company,Contact\nAcme,Anna\n")
    text = "Company,Contact,Deal name\n,Anna,Lathe\n" + others
    load(text, match=match)
    assert (deal(session).client.name, deal(session).contact.name) == (whose, "Anna")
    assert load(text, match=match).transaction is None


@pytest.mark.parametrize(
    ("others", "whose"),
    [
        ("", "Acme"),
        ("Acme,www.acme.example,\n", "Acme"),
        ("Beta,https://ACME.example/about,\n", "Beta"),
        ("Beta,acme.example,\nGamma,acme.example,\n", None),
        ("Acme,acme.example,\nGamma,acme.example,\n", None),
    ],
)
@pytest.mark.parametrize("update", ["fill", "overwrite", "skip"])
def test_whose_deal_it_is_a_web_site_tells(session, load, others, whose, update):
    """First who is named by it in the file, then who has it here, if it is one."""
    load("Company,Website\nAcme,acme.example\n")
    text = "Company,Website,Deal name\n,acme.example,Lathe\n" + others
    result = load(text, update=update)
    assert result.rejected == (whose is None)
    assert [deal(session, number).client.name for number in range(1, result.deals + 1)] == (
        [whose] if whose else []
    )
    assert load(text, update=update).transaction is None


@pytest.mark.parametrize(
    "rows",
    [
        "Acme,Boris,c2,acme.example,Lathe\nBeta,,,acme.example,Drill\n,Anna,c2,acme.example,Saw\n",
        "Acme,Anna,c2,,Lathe\nBeta,Anna,,,Drill\n,Anna,c2,,Saw\n",
    ],
)
def test_whom_several_rows_tell_is_nobody_also_where_rows_are_looked_at_again(session, load, rows):
    """Anna's row is so for the id that it shares with one of Acme, which alone would tell Acme."""
    text = f"Company,Contact,Contact id,Website,Deal name\n{rows}"
    result = load(text, match=())
    assert [deal(session, number).client.name for number in range(1, result.deals + 1)] == [
        "Acme", "Beta", "Anna",
    ]  # fmt: skip
    assert load(text, match=()).transaction is None


def test_a_dry_run_counts_deals_and_a_large_file_is_written_in_steps(session, load, monkeypatch):
    chunks = ((module, "CHUNK", 2) for module in (import_writing, staging_writes))
    small_steps(monkeypatch, (import_writing, "AT_ONCE", 2), *chunks)
    text = "Company,Contact,Deal name\nAcme,,Lathe\nBeta,,\nGamma,,Drill\nAcme,Anna Taylor,Lathe\n"
    assert load(text, dry_run=True).deals == 2
    assert held(session) == []
    assert verdicts(load(text)) == (4, 0, 0, 0, 0)
    assert [row[:2] for row in held(session)] == [("Lathe", "Anna Taylor"), ("Drill", None)]
    assert verdicts(load(text)) == (0, 0, 4, 0, 0)
    history.undo(session)
    assert held(session) == []
