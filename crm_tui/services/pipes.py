"""Records as JSON for a command of the user's, and what it made of them as changes."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from crm_tui.data import past_commands
from crm_tui.domain import tags, values
from crm_tui.domain.entities import Entity, read_id
from crm_tui.domain.fields import Field, Kind, Link
from crm_tui.domain.listing import Listing
from crm_tui.domain.money import Amount
from crm_tui.domain.query_nodes import Chosen
from crm_tui.domain.record_texts import Read, twice
from crm_tui.domain.suggestions import nearest
from crm_tui.domain.tags import TagChange
from crm_tui.domain.texts import _
from crm_tui.domain.values import NewChoice
from crm_tui.errors import ConflictError, InvalidInputError
from crm_tui.exchange import encodings, sources
from crm_tui.exchange.json_files import DECODER, as_text
from crm_tui.exchange.json_writer import encoded
from crm_tui.services import entering, exports, fields, objects, text_editing
from crm_tui.services.commands import MOST
from crm_tui.services.text_editing import Draft, Edit
from crm_tui.session import Session

NO_JSON = _("line {number}: this is no JSON")
NO_OBJECT = _("line {number}: this is no object with names and values")
NOT_SENT = _("line {number}: {id} was not sent")
NOT_THERE = _("line {number}: {id} is not in this list")
NO_FIELD = _("line {number}: there is no field {word} to change")
NEAREST = _("line {number}: there is no field {word}: did you mean {nearest}?")

BLANK, BETWEEN = re.compile(r"[ \t\r\n]*"), re.compile(r"[ \t\r\n,]*")
Object = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sent:
    """What a command gets whose answer is read: the records, and their objects by id."""

    draft: Draft
    objects: Mapping[str, Object]

    def lines(self) -> Iterator[str]:
        return map(encoded, self.objects.values())


def lines(session: Session, entity: Entity, listing: Listing) -> Iterator[str]:
    """The records of the list with all their fields, an object of `--format jsonl` a line."""
    described = fields.in_force(session, entity)
    for record in exports.iterate(session, entity, replace(listing, fields=described)):
        yield encoded(objects.as_object(session, entity, described, record))


def send(session: Session, entity: Entity, listing: Listing) -> Sent:
    """The same, to be changed; InvalidInputError for more than are changed as a text."""
    described = fields.in_force(session, entity)
    draft = text_editing.draft(session, entity, replace(listing, fields=described))
    sent = {
        shown_id: objects.as_object(session, entity, described, record)
        for shown_id, record in draft.records.items()
    }
    return Sent(draft, sent)


def edits(session: Session, sent: Sent, output: str) -> list[Edit]:
    """What the output changes: JSON lines, objects one after the other, or an array of them.

    What it leaves out stays as it is, fields and records. InvalidInputError, with the line, for
    what cannot be read.
    """
    known = fields.named(session, sent.draft.entity.name)
    found, seen = [], set[str]()
    for number, answer in answers(output):
        shown_id = as_text(answer.get("id"))
        if shown_id not in sent.objects:
            raise wrong(NOT_SENT, number, id=values.clean(shown_id) or "?")
        if shown_id in seen:
            raise twice(shown_id, number)
        seen.add(shown_id)
        changed = _changed(known, sent, shown_id, answer, number)
        text_editing.check(session, sent.draft.entity, changed)
        before = sent.draft.texts[shown_id]
        texts = {name: rewritten(session, known[name], one.text) for name, one in changed.items()}
        typed = {name: text for name, text in texts.items() if text != before[name]}
        if typed:
            record = sent.draft.records[shown_id]
            found.append(Edit(record, typed, {name: before[name] for name in typed}))
    return found


def changes(session: Session, entity: Entity, text: str) -> tuple[Draft, list[Edit]]:
    """What JSON changes that was written before by `--format json` or `jsonl`; see `edits`.

    ConflictError where its `version` is older than the record: somebody has changed that since.
    """
    asked = {as_text(answer.get("id")): number for number, answer in answers(text)}
    ids = tuple(_number(entity, shown_id, line) for shown_id, line in asked.items())
    if not ids:
        raise InvalidInputError(_("there is no record in it"))
    sent = send(session, entity, Listing((), Chosen(ids)))
    for number, answer in answers(text):
        shown_id = as_text(answer["id"])
        if shown_id not in sent.objects:
            raise wrong(NOT_THERE, number, id=shown_id)
        version = str(sent.objects[shown_id]["version"])
        if answer.get("version", version) != version:
            message = _("line {number}: {id} was changed since: read it anew")
            raise ConflictError(message, line=number, number=number, id=shown_id)
    return sent.draft, edits(session, sent, text)


def read(source: str) -> str:
    """The text of a file, or of standard input for "-"; InvalidInputError for far too long ones."""
    with sources.opened(source) as path:
        if path.stat().st_size > MOST:
            message = _("{file} is larger than {limit} MiB")
            raise InvalidInputError(message, file=source, limit=MOST // 2**20)
        with encodings.opened(path, source, encodings.find(path, source, None)) as stream:
            return stream.read()


def _number(entity: Entity, shown_id: str, line: int) -> int:
    try:
        found, number = read_id(shown_id)
    except InvalidInputError as error:
        raise wrong(NOT_THERE, line, id=values.clean(shown_id) or "?") from error
    if found != entity or entity.shown_id(number) != shown_id:
        raise wrong(NOT_THERE, line, id=values.clean(shown_id))
    return number


def answers(output: str) -> Iterator[tuple[int, Object]]:
    """The objects with the lines, from 1, in which they begin."""
    place, number = len(output) - len(output.removeprefix("\ufeff")), 1
    while (begin := _behind(BLANK, output, place)) < len(output):
        number += output.count("\n", place, begin)
        try:
            value, place = DECODER.raw_decode(output, begin)
        except (ValueError, RecursionError) as error:
            raise wrong(NO_JSON, number) from error
        is_array = isinstance(value, list)
        for line, one in _elements(output, begin, number) if is_array else [(number, value)]:
            if not isinstance(one, dict):
                raise wrong(NO_OBJECT, line)
            yield line, one
        number += output.count("\n", begin, place)


def _elements(output: str, begin: int, number: int) -> Iterator[tuple[int, Any]]:
    """What stands in the array that begins there and is whole, with its lines."""
    place = begin + 1
    while output[begin := _behind(BETWEEN, output, place)] != "]":
        number += output.count("\n", place, begin)
        value, place = DECODER.raw_decode(output, begin)
        yield number, value
        number += output.count("\n", begin, place)


def _behind(signs: re.Pattern[str], text: str, place: int) -> int:
    found = signs.match(text, place)
    return found.end() if found else place


def wrong(message: str, number: int, **told: str) -> InvalidInputError:
    return InvalidInputError(message, line=number, number=number, **told)


def _changed(
    known: Mapping[str, Field], sent: Sent, shown_id: str, answer: Object, number: int
) -> dict[str, Read]:
    """The fields that are not as they were sent, as texts."""
    before = DECODER.decode(json.dumps(sent.objects[shown_id]))
    found = {}
    for name, value in answer.items():
        if name in before and value == before[name]:
            continue
        if name not in sent.draft.texts[shown_id]:
            word, near = values.clean(name), nearest(name, sent.draft.texts[shown_id])
            if near and name not in before:
                raise wrong(NEAREST, number, word=word, nearest=near)
            raise wrong(NO_FIELD, number, word=word)
        found[name] = Read(meant(known[name], value, before[name]), number)
    return found


def meant(field: Field, value: Any, before: Any) -> str:
    """The text that means the value. A link goes by its id, unless only its name is another."""
    was = before if isinstance(before, dict) else {}
    if field.kind is Kind.LINK and isinstance(value, dict):
        by_name = value.get("id") == was.get("id") and value.get("name")
        return as_text(value["name"] if by_name else value.get("id"))
    if field.kind is Kind.MONEY and was and isinstance(value, dict):
        same = value.get("currency") == was.get("currency")
        return as_text(value.get("amount") if same else value)
    if field.kind is Kind.TAGS and isinstance(value, list):
        return tags.written(map(as_text, value))
    return as_text(value)


def rewritten(session: Session, field: Field, text: str) -> str:
    """As the texts of the records are written: what means the same is the same."""
    value = entering.read_value(session, field, text)
    if isinstance(value, (Link, Amount, NewChoice, TagChange)):
        return text
    return text_editing.as_text(session, field, value, None)


def used(session: Session) -> list[str]:
    """The commands that the user has sent records to, the newest first."""
    return past_commands.read(past_commands.place(session.user.login, session.database))


def keep(session: Session, words: str) -> None:
    past_commands.keep(past_commands.place(session.user.login, session.database), words)
