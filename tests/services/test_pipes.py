"""Records leave as JSON for a command, and come back as changes."""

import io
import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain.conflicts import EditConflictError
from crm_tui.domain.entities import CLIENTS, CONTACTS
from crm_tui.errors import InvalidInputError
from crm_tui.services import edits, history, listings, pipes, records


@pytest.fixture
def two(session):
    typed = {"name": "Acme", "city": "Kazan", "credit_limit": "500 EUR", "tags": "hot"}
    records.add(session, CLIENTS, typed | {"notes": "one \ntwo", "owner": "me"})
    records.add(session, CLIENTS, {"name": "Bright", "city": "Omsk"})
    return listings.listing(session, CLIENTS, columns=["name"])


@pytest.fixture
def sent(session, two):
    return send(session, CLIENTS, two)


def send(session, entity, listing):
    sent = pipes.Sent(session, entity, listing)
    sent.written = list(sent.lines())
    return sent


def wanted(sent, output):
    return pipes.edits(sent, io.StringIO(output))


def test_all_fields_are_sent_in_the_shape_of_json_lines(session, two, sent):
    lines = list(pipes.lines(session, CLIENTS, two))
    assert lines == sent.written
    acme, _bright = map(json.loads, lines)
    assert (acme["id"], acme["version"], acme["city"]) == ("C-1", 1, "Kazan")
    assert acme["credit_limit"] == {"amount": "500.00", "currency": "EUR"}
    assert acme["owner"]["name"] == session.user.name


@pytest.mark.parametrize("shape", [json.dumps, lambda rows: "\n".join(map(json.dumps, rows)),
                                   lambda rows: "\ufeff" + json.dumps(rows, indent=2)])  # fmt: skip
def test_what_comes_back_as_it_was_changes_nothing(session, sent, shape):
    assert not wanted(sent, shape([json.loads(line) for line in sent.written]))
    assert not wanted(sent, "")


def test_what_comes_back_is_one_change_and_what_is_left_out_stays(session, sent):
    acme = {
        "id": "C-1", "lifecycle": "regular", "tags": ["big", "hot"], "notes": "one\nthree",
        "credit_limit": {"amount": "700", "currency": "EUR"}, "owner": None,
    }  # fmt: skip
    found = wanted(sent, json.dumps(acme) + json.dumps({"id": "C-2", "city": "Tula"}))
    assert edits.save(session, CLIENTS, found) == 2
    now = records.get(session, CLIENTS, 1)
    assert (now.lifecycle, now.tags, now.notes) == ("regular", ("big", "hot"), "one\nthree")
    assert (now.credit_limit, now.owner, now.city) == (70000, None, "Kazan")
    history.undo(session)
    assert records.get(session, CLIENTS, 1).owner.id == session.user.id
    assert records.get(session, CLIENTS, 2).city == "Omsk"


def test_a_link_is_changed_by_its_id_or_its_name(session, two):
    records.add(session, CONTACTS, {"display_name": "Ivan Petrov", "client": "C-1"})
    people = listings.listing(session, CONTACTS, columns=["display_name"])
    links = [
        ({"id": "C-2", "name": "Acme"}, 2),
        ({"id": "C-2", "name": "Acme "}, 1),
        ({"name": "Bright"}, 2),
        ({"id": "C-1"}, 1),
    ]
    for link, now in links:
        sent = send(session, CONTACTS, people)
        found = wanted(sent, json.dumps({"id": "P-1", "client": link}))
        edits.save(session, CONTACTS, found)
        assert records.get(session, CONTACTS, 1).client.id == now


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("garbage", "line 1: this is no JSON"),
        ('\n{"id": "C-1"}\n{"id": ', "line 3: this is no JSON"),
        ("[" * 100_000, "line 1: this is no JSON"),
        ("[1]", "line 1: this is no object"),
        ('[\n{"id": "C-1"},\n\n {"id": "C-9"}]', "line 4: C-9 was not sent"),
        ('[{"id": "C-1"}', "line 1: this is no JSON"),
        ('{"name": "x"}', r"line 1: \? was not sent"),
        ('{"id": "C-9\\u001b[2J"}', r"line 1: C-9\[2J was not sent"),
        ('{"id": "C-1"}\n{"id": "C-1"}', "line 2: C-1 is there twice"),
        ('{"id": "C-1", "town": "x", "\\ud800": 1}', "line 1: there is no field town"),
        ('{"id": "C-1", "citi": "x"}', "there is no field citi: did you mean city"),
        ('{"id": "C-1", "version": 7}', "line 1: there is no field version to change"),
        ('{"id": "C-1", "name": null}', "line 1: .*missing"),
        ('{"id": "C-1", "email": {"a": []}}', "line 1: email cannot be such an object"),
        ('{"id": "C-1", "city": [{"name": "x"}]}', "line 1: city cannot be such an object"),
        ('{"id": "C-1", "owner": {"login": "x"}}', "line 1: owner cannot be such an object"),
        ('{"id": "C-1", "credit_limit": {"currency": "EUR"}}', "line 1: credit_limit cannot be"),
        ('{"id": "C-1", "city": "' + "x" * 501 + '"}', "line 1: the text is too long"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(session, sent, output, message):
    with pytest.raises(InvalidInputError, match=message):
        wanted(sent, output)


@given(st.text(alphabet='[]{}",:0\n \\\ud800aЯ', max_size=40) | st.binary().map(bytes.hex))
@settings(max_examples=100)
def test_whatever_a_command_prints_is_objects_or_one_sentence(output):
    with suppress(InvalidInputError):
        for number, _shown_id, answer in pipes.answers(io.StringIO(output)):
            assert isinstance(answer, dict)
            assert 1 <= number <= output.count("\n") + 1


def test_whoever_changed_the_same_field_meanwhile_is_not_overwritten(session, sent):
    records.edit(session, CLIENTS, 1, {"city": "Tula"})
    found = wanted(sent, '{"id": "C-2", "city": "Perm"} {"id": "C-1", "city": "Ufa"}')
    with pytest.raises(EditConflictError):
        edits.save(session, CLIENTS, found)
    assert records.get(session, CLIENTS, 2).city == "Omsk"


def test_the_commands_that_were_used_are_kept_for_that_user(session, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    for words in ("wc -l", "= jq .", "wc -l"):
        pipes.keep(session, words)
    assert pipes.used(session) == ["wc -l", "= jq ."]
    file = next(tmp_path.rglob("commands.json"))
    assert file.stat().st_mode & 0o777 == 0o600
    file.write_text('{"commands": [1, "x"')
    assert pipes.used(session) == []
