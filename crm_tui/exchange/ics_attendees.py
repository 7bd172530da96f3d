"""Who takes part in an event of a calendar: ATTENDEE and ORGANIZER, read and written.

The lines of a file are kept as they came. What we know better is put into them when they leave, so
that roles and whatever else another program says of a person stay.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from crm_tui.domain.emails import normalise
from crm_tui.domain.participants import Response
from crm_tui.exchange import content_lines, ics_kept

NO_ADDRESS = "invalid:nomail"
"""What other programs write, too, for somebody who has no e-mail."""

PARTSTAT = {
    Response.INVITED: "NEEDS-ACTION",
    Response.ACCEPTED: "ACCEPTED",
    Response.DECLINED: "DECLINED",
    Response.TENTATIVE: "TENTATIVE",
}
RESPONSES = {word: response for response, word in PARTSTAT.items()}
NAME = re.compile("attendee[;:]", re.IGNORECASE)
ORGANIZER = re.compile("organizer[;:]", re.IGNORECASE)
SAID = re.compile(r';PARTSTAT=(?:[^;:"]|"[^"]*")*', re.IGNORECASE)
CARET = {"^n": " ", "^'": '"', "^^": "^"}
"""How a parameter says what cannot stand in it."""


class Attendee(NamedTuple):
    """Somebody whom a line names; `address` is empty where the line has no e-mail."""

    address: str
    name: str
    response: Response
    line: str


class Coming(NamedTuple):
    """Somebody of ours; who is `gone` takes part no more, and is in no calendar."""

    name: str
    addresses: Sequence[str]
    response: Response
    gone: bool = False


def read(properties: str | None) -> list[Attendee]:
    """Those whom the properties of an event name, each once."""
    found: dict[str, Attendee] = {}
    for line in ics_kept.split((properties or "").split("\n"))[0]:
        one = _attendee(line)
        if one is not None:
            found.setdefault(one.address or f"={one.name}", one)
    return list(found.values())


def without(properties: str | None, lines: Iterable[str]) -> str:
    left_out = set(lines)
    return "\n".join(one for one in (properties or "").split("\n") if one not in left_out)


def replaced(properties: str, by: str | None) -> str:
    """The properties with those people whom the others name, if any, instead of their own."""
    people = [one.line for one in read(by)]
    if not people or people == [one.line for one in read(properties)]:
        return properties
    own, parts = ics_kept.split(properties.split("\n"))
    return _joined([*(one for one in own if not NAME.match(one)), *people], parts)


def organizer(properties: str | None) -> str | None:
    """The line that names the organizer."""
    lines = (properties or "").split("\n")
    return next((line for line in lines if ORGANIZER.match(line)), None)


def with_people(properties: str, people: Sequence[Coming], owner: Coming | None) -> str:
    """The properties of an event with all who take part, and who has called them together."""
    by_key = {key: one for one in _last_the_present(people) for key in _keys(one)}
    lines: list[str] = []
    written: set[int] = set()
    own, parts = ics_kept.split(properties.split("\n"))
    for line in own:
        said = _attendee(line)
        one = by_key.get(said.address or f"={said.name}") if said is not None else None
        if said is None or one is None:
            lines.append(line)
        elif not one.gone:
            lines.append(_answered(said, one.response))
            written.add(id(one))
    fresh = [one for one in people if not one.gone and id(one) not in written]
    if owner is not None and (written or fresh) and organizer(properties) is None:
        lines.append(f"ORGANIZER;CN={_quoted(owner.name)}:{_uri(owner)}")
    lines += [
        f"ATTENDEE;CN={_quoted(one.name)};ROLE=REQ-PARTICIPANT;"
        f"PARTSTAT={PARTSTAT[one.response]}:{_uri(one)}"
        for one in fresh
    ]
    return _joined(lines, parts)


def _joined(properties: Iterable[str], parts: Iterable[Sequence[str]]) -> str:
    return "\n".join(filter(None, (*properties, *(line for part in parts for line in part))))


def _attendee(line: str) -> Attendee | None:
    if not NAME.match(line):
        return None
    found = content_lines.parse(line)
    if found is None:
        return None
    said = found.params.get("PARTSTAT", [""])[0].upper()
    name = re.sub(r"\^[n'^]", lambda sign: CARET[sign[0]], found.params.get("CN", [""])[0])
    return Attendee(_address(found), name, RESPONSES.get(said, Response.INVITED), line)


def _address(found: content_lines.ContentLine) -> str:
    """The e-mail, which stands in a parameter where the value is another kind of address."""
    scheme, _colon, rest = found.value.strip().partition(":")
    text = rest if scheme.lower() == "mailto" else found.params.get("EMAIL", [""])[0]
    if not text and "@" in found.value:
        text = found.value
    return normalise(text)


def _last_the_present(people: Sequence[Coming]) -> list[Coming]:
    """Whoever was taken out and came back is there."""
    return sorted(people, key=lambda one: not one.gone)


def _keys(one: Coming) -> Iterator[str]:
    yield from one.addresses
    yield f"={one.name}"


def _answered(said: Attendee, response: Response) -> str:
    """The line with the answer; what we know no better stays as it is."""
    if said.response == response:
        return said.line
    head, tail = said.line[: len("ATTENDEE")], said.line[len("ATTENDEE") :]
    return f"{head};PARTSTAT={PARTSTAT[response]}{SAID.sub('', tail, count=1)}"


def _uri(one: Coming) -> str:
    return f"mailto:{one.addresses[0]}" if one.addresses else NO_ADDRESS


def _quoted(name: str) -> str:
    """A parameter holds no quote and no control sign."""
    text = re.sub(r"\s+", " ", name).replace("^", "^^").replace('"', "^'")
    return f'"{text}"'
