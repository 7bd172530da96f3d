"""Records as JSON for a command of the user's, and what it made of them as changes."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from typing import IO, Any

from crm_tui.data import past_commands
from crm_tui.data.stores import records as store
from crm_tui.domain import tags, values
from crm_tui.domain.entities import Entity, read_id
from crm_tui.domain.fields import Field, Kind, Link
from crm_tui.domain.listing import Listing
from crm_tui.domain.money import Amount
from crm_tui.domain.record_texts import Read, twice
from crm_tui.domain.suggestions import nearest
from crm_tui.domain.tags import TagChange
from crm_tui.domain.texts import _
from crm_tui.domain.values import NewChoice
from crm_tui.errors import ConflictError, InvalidInputError
from crm_tui.exchange import encodings, sources
from crm_tui.exchange.json_files import as_text
from crm_tui.exchange.json_stream import DECODER, BrokenJsonError, JsonStream
from crm_tui.exchange.json_writer import encoded
from crm_tui.services import entering, exports, fields, objects, text_editing
from crm_tui.services.edits import Edit, Edits
from crm_tui.services.spooled_rows import Spool
from crm_tui.session import Session

NO_JSON = _("line {number}: this is no JSON")
NO_TEXT = _("this is no text in UTF-8, from line {number} on")
NO_OBJECT = _("line {number}: this is no object with names and values")
NOT_SENT = _("line {number}: {id} was not sent")
NOT_THERE = _("line {number}: {id} is not in this list")
NO_FIELD = _("line {number}: there is no field {word} to change")
NEAREST = _("line {number}: there is no field {word}: did you mean {nearest}?")

NO_VALUE = _("line {number}: {word} cannot be such an object")

CHUNK = 500
"""Records that are looked up at a time."""

Object = dict[str, Any]
Progress = Callable[[int], object]
"""Hears how many answers are read; what it raises ends the reading."""


class Sent:
    """What a command gets whose answer is read. The records wait in a file, as they were sent."""

    def __init__(self, session: Session, entity: Entity, listing: Listing) -> None:
        self.entity = entity
        self.reading = Reading(session, entity)
        self._listing = replace(listing, fields=self.reading.described)
        self._session = session
        self._records: Spool[Any] = Spool()
        self._places: dict[str, int] = {}
        """By the ids as they are shown."""

    def __len__(self) -> int:
        return len(self._places)

    def lines(self) -> Iterator[str]:
        """Once."""
        for row in exports.iterate(self._session, self.entity, self._listing):
            record = store.whole(self.entity, row)
            self._places[self.entity.shown_id(record.id)] = self._records.add(record)
            yield encoded(self.reading.as_object(record))

    def record(self, shown_id: str) -> Any:
        """None for one that was not sent."""
        place = self._places.get(shown_id)
        return None if place is None else self._records.at(place)


class Reading:
    """Finds what an answer changes of a record."""

    def __init__(self, session: Session, entity: Entity) -> None:
        self.session, self.entity = session, entity
        self.described = fields.in_force(session, entity)
        self._known = {field.name: field for field in self.described}
        self._editable = [field.name for field in self.described if not field.derived]

    def as_object(self, record: Any) -> Object:
        return objects.as_object(self.session, self.entity, self.described, record)

    def edit(self, record: Any, answer: Object, number: int) -> Edit | None:
        """What it leaves out stays as it is. InvalidInputError, with the line, for the rest."""
        changed = self._changed(record, answer, number)
        text_editing.check(self.session, self.entity, changed)
        typed, before = {}, {}
        for name, one in changed.items():
            text = rewritten(self.session, self._known[name], one.text)
            was = text_editing.written(self.session, self._known[name], record)
            if text != was:
                typed[name], before[name] = text, was
        return Edit(record, typed, before) if typed else None

    def _changed(self, record: Any, answer: Object, number: int) -> dict[str, Read]:
        """The fields that are not as they were sent, as texts."""
        before = DECODER.decode(json.dumps(self.as_object(record)))
        found = {}
        for name, value in answer.items():
            if name in before and value == before[name]:
                continue
            if name not in self._editable:
                word, near = values.clean(name), nearest(name, self._editable)
                if near and name not in before:
                    raise wrong(NEAREST, number, word=word, nearest=near)
                raise wrong(NO_FIELD, number, word=word)
            text = meant(self._known[name], value, before[name])
            if text is None:
                raise wrong(NO_VALUE, number, word=name)
            found[name] = Read(text, number)
        return found


def lines(session: Session, entity: Entity, listing: Listing) -> Iterator[str]:
    """The records of the list with all their fields, an object of `--format jsonl` a line."""
    described = fields.in_force(session, entity)
    for record in exports.iterate(session, entity, replace(listing, fields=described)):
        yield encoded(objects.as_object(session, entity, described, record))


def edits(sent: Sent, output: IO[str], progress: Progress = lambda count: None) -> Edits:
    """What the output changes: JSON lines, objects one after the other, or an array of them.

    What it leaves out stays as it is, fields and records. InvalidInputError, with the line, for
    what cannot be read.
    """
    found = Edits()
    for count, (number, shown_id, answer) in enumerate(answers(output)):
        progress(count)
        record = sent.record(shown_id)
        if record is None:
            raise wrong(NOT_SENT, number, id=values.clean(shown_id) or "?")
        edit = sent.reading.edit(record, answer, number)
        if edit is not None:
            found.add(edit)
    return found


def changes(
    session: Session, entity: Entity, text: IO[str], progress: Progress = lambda count: None
) -> tuple[Edits, int]:
    """What JSON changes that was written before by `--format json` or `jsonl`; see `edits`.

    Also how many records are in it. ConflictError where its `version` is older than the record:
    somebody has changed that since.
    """
    reading, found, count = Reading(session, entity), Edits(), 0
    rest = answers(text)
    while some := list(islice(rest, CHUNK)):
        numbers = [_number(entity, shown_id, line) for line, shown_id, _answer in some]
        known = store.several(entity, reading.described, numbers)
        for id_, (line, shown_id, answer) in zip(numbers, some, strict=True):
            record = known.get(id_)
            if record is None or record.archived_at is not None:
                raise wrong(NOT_THERE, line, id=shown_id)
            _check_version(record.version, answer, shown_id, line)
            edit = reading.edit(record, answer, line)
            if edit is not None:
                found.add(edit)
        count += len(some)
        progress(count)
    if not count:
        raise InvalidInputError(_("there is no record in it"))
    return found, count


@contextmanager
def opened(source: str) -> Iterator[IO[str]]:
    """The text of a file, or of standard input for "-"."""
    with sources.opened(source) as path:
        encoding = encodings.find(path, source, None)
        with encodings.opened(path, source, encoding) as stream:
            yield stream


def _check_version(version: int, answer: Object, shown_id: str, line: int) -> None:
    if answer.get("version", str(version)) != str(version):
        message = _("line {number}: {id} was changed since: read it anew")
        raise ConflictError(message, line=line, number=line, id=shown_id)


def _number(entity: Entity, shown_id: str, line: int) -> int:
    try:
        found, number = read_id(shown_id)
    except InvalidInputError as error:
        raise wrong(NOT_THERE, line, id=values.clean(shown_id) or "?") from error
    if found != entity or entity.shown_id(number) != shown_id:
        raise wrong(NOT_THERE, line, id=values.clean(shown_id))
    return number


def answers(output: IO[str]) -> Iterator[tuple[int, str, Object]]:
    """The objects with the lines, from 1, in which they begin, and their ids, each once."""
    stream, seen = JsonStream(output), set[str]()
    try:
        for line, value in stream.values():
            if not isinstance(value, dict):
                raise wrong(NO_OBJECT, line)
            shown_id = as_text(value.get("id"))
            if shown_id in seen:
                raise twice(shown_id, line)
            seen.add(shown_id)
            yield line, shown_id, value
    except BrokenJsonError as error:
        raise wrong(NO_JSON, error.line) from error
    except UnicodeDecodeError as error:
        raise wrong(NO_TEXT, stream.line) from error


def wrong(message: str, number: int, **told: str) -> InvalidInputError:
    return InvalidInputError(message, line=number, number=number, **told)


def meant(field: Field, value: Any, before: Any) -> str | None:
    """The text that means the value; None for an object that means none.

    A link goes by its id, unless it has none or only its name is another.
    """
    was = before if isinstance(before, dict) else {}
    if isinstance(value, list):
        if any(isinstance(one, (dict, list)) for one in value):
            return None
        return tags.written(map(as_text, value)) if field.kind is Kind.TAGS else as_text(value)
    if not isinstance(value, dict):
        return as_text(value)
    if field.kind is Kind.LINK and value.keys() & {"id", "name"}:
        by_name = value.get("id") in (None, was.get("id")) and value.get("name")
        return as_text(value["name"] if by_name else value.get("id"))
    if field.kind is Kind.MONEY and "amount" in value:
        same = value.get("currency") in (None, was.get("currency"))
        return as_text(value["amount"] if same else value)
    return None


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
