"""Phones and e-mails of a vCard, the preferred ones first: read, and written again.

What a line says beyond the phone, its label and its place (VALUE=uri, a language, a type that is no
label of ours) is kept with the line, and stands beside the phone again as long as that is there.
"""

import quopri
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from crm_tui.domain import point_labels
from crm_tui.exchange.content_lines import ENCODINGS, ContentLine, escaped, grouped

POINTS = {"TEL": "phone", "EMAIL": "email"}
"""The properties, and the columns that they fill."""

OWN_LABEL = "X-ABLABEL"
"""A property that names what another of its group is for."""

APPLES = re.compile(r"_\$!<(.*)>!\$_")
"""How Apple writes a usual label."""

ANDROIDS = ";X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,"
"""How Android writes a label of one's own in version 2.1, up to a closing bracket."""

SCHEME = re.compile("(?:tel|mailto):", re.IGNORECASE)
URI_EXTENSION = re.compile(r"(?i);ext=([^;]*)")
PAUSED = re.compile(r"(.*\d)\s*[,;]+\s*([\d*#,; ]{1,8})")
"""A number behind which a phone waits, and then dials an extension."""

LONGEST_PAUSED = 60
UNSAID = frozenset(("PREF", "INTERNET", "VOICE"))
"""Types that are no label: the place says the first, the others say nothing in version 4.0."""

OURS = ("TYPE", "PREF", *ENCODINGS)
"""Parameters that are written anew."""

SEVERAL = "; "
LAST = 101
"""The place of what is not said to be preferred: behind 100, the last that version 4.0 has."""


@dataclass(slots=True)
class Found:
    """What the lines of one name say."""

    labels: dict[str, str] = field(default_factory=dict)
    """By the phone or e-mail."""
    kept: list[str] = field(default_factory=list)
    """The lines that say more, as they are written again."""


def preferred(lines: Iterable[ContentLine]) -> list[ContentLine]:
    """The same with the preferred ones first."""
    found = list(lines)
    if len(found) > 1:
        found.sort(key=_place)
    return found


def _place(line: ContentLine) -> int:
    rank = line.rank
    return LAST if rank is None else rank


def read(lines: Mapping[str, Sequence[ContentLine]], name: str) -> Found:
    """What the lines of one name say; `lines` are all of the card by their names."""
    own = {line.group: line.text for line in lines.get(OWN_LABEL, ()) if line.group}
    others = (some for other, some in lines.items() if other not in (*POINTS, OWN_LABEL))
    shared = {line.group for some in others for line in some} - {""}
    labelled = _own_labels(lines, own)
    found = Found()
    first: dict[str, ContentLine] = {}
    for line in preferred(lines.get(name, ())):
        point, label = value(line), _label(line, own.get(line.group, ""))
        if point in first:
            both = f"{found.labels[point]} {label}".split()
            label = point_labels.joined(both) or found.labels[point] or label
        if point:
            found.labels[point] = label
            first.setdefault(point, line)
    for point, line in first.items():
        label = found.labels[point]
        fits = line.group in shared and labelled[line.group] == _own(label)
        group = line.group if fits else ""
        again = _line(line, label, line.rank)
        if group or again != _line(_bare(name, point), label, None):
            found.kept.append(grouped(group) + again)
    return found


def _own_labels(
    lines: Mapping[str, Sequence[ContentLine]], own: Mapping[str, str]
) -> dict[str, str]:
    """Of each group the label of its first phone or e-mail; the others with it have that, too."""
    found: dict[str, str] = {}
    for name in POINTS:
        for line in preferred(lines.get(name, ())):
            found.setdefault(line.group, _own(_label(line, own.get(line.group, ""))))
    return found


def _own(label: str) -> str:
    """The label, where vCard has no word for it."""
    return label if label and point_labels.usual(label) is None else ""


def cells(found: Mapping[str, Found]) -> dict[str, str]:
    """The columns of phones and e-mails, and those of their labels."""
    told = {}
    for name, column in POINTS.items():
        labels = found[name].labels
        told[column] = SEVERAL.join(labels)
        said = SEVERAL.join(labels.values()) if any(labels.values()) else ""
        told[f"{column} labels"] = said
    return told


def value(line: ContentLine) -> str:
    """The phone or e-mail as the field has it."""
    text = " ".join(SCHEME.sub("", line.text, count=1).split())
    if not any(map(str.isalnum, text)):
        return ""
    if line.name != "TEL":
        return text
    extension = URI_EXTENSION.search(text)
    if SCHEME.match(line.text):
        number = text.partition(";")[0]
        return f"{number} ext. {extension[1]}" if extension else number
    paused = PAUSED.fullmatch(text) if len(text) <= LONGEST_PAUSED else None
    return f"{paused[1]} ext. {re.sub('[,; ]+', ' ', paused[2])}".strip() if paused else text


def _label(line: ContentLine, own: str) -> str:
    """What a phone or an e-mail is for: a label of its own goes before the types."""
    own = own or _androids(line)
    plain = point_labels.read(APPLES.sub(r"\1", own)) if own else None
    return (plain or _of_types(frozenset(line.types)) or "").replace(";", ",")


_of_types = lru_cache(1024)(point_labels.of_types)


def _androids(line: ContentLine) -> str:
    _before, found, rest = line.raw.partition(":")[0].partition(ANDROIDS)
    if not found:
        return ""
    return quopri.decodestring(rest.partition(")")[0].encode()).decode("utf-8", "replace")


def _params(line: ContentLine) -> str:
    return "" if _androids(line) or not line.params else line.params_without(*OURS)


class PointWriter:
    """Writes the phones and e-mails of a card, with what its kept lines say of them."""

    def __init__(self, labels: Mapping[str, str], kept: Sequence[ContentLine]) -> None:
        self._labels = labels
        self._kept = kept
        self._taken = {line.group for line in kept}
        self._own: dict[str, str] = {}
        """The labels of the groups that are written."""
        self._number = 0

    def lines(self, name: str, points: Iterable[str]) -> Iterator[str]:
        known = [line for line in self._kept if line.name == name]
        by_value = {value(line): line for line in reversed(known)}
        pairs = [(point, by_value.get(" ".join(point.split()))) for point in points]
        ranks = _ranks([line.rank if line else None for _point, line in pairs])
        if any(line.rank for line in known) and not any(ranks):
            ranks[:1] = [1] * bool(pairs)
        for (point, line), rank in zip(pairs, ranks, strict=True):
            self._number += 1
            label = self._labels.get(point) or ""
            yield from self._lines(line or _bare(name, point), label, rank)

    def _lines(self, line: ContentLine, label: str, rank: int | None) -> Iterator[str]:
        """A label that vCard has no word for stands beside, as Apple does it."""
        own = label if _of_types(frozenset(_types(line, label))) != (label or None) else ""
        fits = self._own.get(line.group, own) == own  # all of one group have one label
        group = line.group if fits else ""
        group = group or (self._free_group() if own else "")
        yield grouped(group) + _line(line, label, rank)
        if own and group not in self._own:
            yield f"{group}.X-ABLabel:{escaped(own)}"
        self._own[group] = own

    def _free_group(self) -> str:
        number = self._number
        while f"point{number}" in self._taken:
            number += 1
        self._taken.add(f"point{number}")
        return f"point{number}"


def _bare(name: str, point: str) -> ContentLine:
    return ContentLine(name, point, raw=f"{name}:{escaped(point)}")


def _line(line: ContentLine, label: str, rank: int | None) -> str:
    """The line again, without its group, with this label and place."""
    place = f";PREF={rank}" if rank else ""
    types = ",".join(_types(line, label))
    head = line.name + _params(line) + place + (f";TYPE={types}" if types else "")
    return f"{head}:{line.raw_value}"


def _types(line: ContentLine, label: str) -> Collection[str]:
    kept = (one for one in line.spelled_types if one.upper() not in UNSAID)
    return _settled(tuple(kept), label)


@lru_cache(1024)
def _settled(said: tuple[str, ...], label: str) -> Collection[str]:
    """The types of a line, where they say more than the label and do not contradict it."""
    usual = point_labels.usual(label) if label else ()
    if usual is None:  # a label of one's own stands in a property of its group
        return () if [one.upper() for one in said] == [f"X-{label.upper()}"] else said
    spellings = {one.upper() for word in usual for one in point_labels.SYNONYMS[word]}
    more = not {one.upper() for one in said} <= spellings
    agree = point_labels.of_types(said) == (label or None)
    return said if more and agree else usual


def _ranks(said: list[int | None]) -> list[int | None]:
    """What the lines said of their places, unless somebody has put them in another order."""
    places = [LAST if one is None else one for one in said]
    if places == sorted(places):
        return said
    return [1 if not place else None for place in range(len(said))]
