"""Which column of somebody else's file is which field of ours."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.folding import title_key
from crm_tui.domain.guessing import guess, says_nothing
from crm_tui.domain.mapping import (
    ACTIVITIES,
    CLIENTS,
    CONTACT_NAMES,
    CONTACTS,
    DEALS,
    NAMES,
    ONE_OF_SEVERAL,
    POINTS,
    Column,
    Target,
    distinct,
    has_contact,
    has_name,
    is_read,
    names_point,
    targets,
)
from crm_tui.domain.suggestions import nearest
from crm_tui.domain.texts import _
from crm_tui.errors import InvalidInputError

OF_CLIENT = (
    "client {}", "company {}", "organization {}", "organisation {}", "account {}", "{} клиента",
    "{} компании", "{} организации",
)  # fmt: skip
AT_WORK = (
    "{}", "work {}", "business {}", "billing {}", "mailing {}", "{} work", "рабочий {}", "{} раб",
    "{} раб адрес",
)  # fmt: skip
PATTERNS = {
    CLIENTS: (*AT_WORK, *OF_CLIENT),
    CONTACTS: ("{}", "contact {}", "person {}", "{} контакта"),
    DEALS: ("deal {}", "opportunity {}", "{} сделки", "{}"),
    ACTIVITIES: ("{}", "activity {}"),
}
"""How a title says whose field it is."""

DEAL_WORDS = ("deal", "opportunity", "potential", "сделк")
"""Where the rows are no deals, the titles of what they say of one hold one of these."""

NAMES_DEAL = ("name", "external_id")
OF_DEALS_ONLY = ("amount", "expected_close", "closed_at")

PERSONS_OWN = ("url", "homepage")
"""Beside a contact these are pages of the person, and no field of ours."""

IN_PARTS = {"birthday": ("birth month", "месяц рождения")}
"""Beside one of these titles a column of the field holds only a part of the value."""


def map_columns(
    header: Sequence[str],
    fields: Mapping[str, Iterable[Field]],
    translate: Callable[[str], str],
    wanted: Mapping[str, str | None] | None = None,
    *,
    into: str | None = None,
    samples: Sequence[Sequence[str]] = (),
) -> tuple[Column, ...]:
    """A field for each column; e-mails and phones of several columns are all taken.

    `fields` are those of clients, contacts and deals. `into` says what the rows are: a title that
    fits several is a contact's field with "contacts", a deal's with "deals". `samples` are the
    values of each column, by which one is known whose title says nothing.

    Where two columns fit one of the other fields, the surer title has it, else the first.
    What `wanted` says of several columns, the first of them has that says anything in the row.
    `translate` gives a field's label in the other language. `wanted` says what some columns are,
    as `Target.shown` writes it, or None for "leave it out"; InvalidInputError for what is no field.
    A column that the file has not is passed over, see `missing`.
    """
    read = {name: [field for field in found if is_read(field)] for name, found in fields.items()}
    fixed = _fixed(header, read, wanted or {})
    known = {name: _titles(name, found, translate) for name, found in read.items()}
    if into != DEALS:
        known[DEALS] = {key: field for key, field in known[DEALS].items() if _says_deal(key)}
    _lend_points(known, read[CONTACTS])
    targets = _assign(_known_keys(header, known), known, fixed, into)
    _guess(targets, header, [*fixed], samples, read, into)
    return tuple(Column(title, targets.get(place)) for place, title in enumerate(distinct(header)))


def map_activities(
    header: Sequence[str],
    activities: Sequence[Field],
    translate: Callable[[str], str],
    wanted: Mapping[str, str | None] | None = None,
) -> tuple[Column, ...]:
    """A field of an activity for each column, by its title alone; see `map_columns`."""
    fixed = _fixed(header, {ACTIVITIES: activities}, wanted or {})
    known = {ACTIVITIES: _titles(ACTIVITIES, activities, translate)}
    targets = {place: target for place, target in fixed.items() if target is not None}
    places = [place for place in range(len(header)) if place not in fixed]
    _take(targets, ACTIVITIES, _known_keys(header, known), known, places)
    return tuple(Column(title, targets.get(place)) for place, title in enumerate(distinct(header)))


def holds_deals(
    header: Sequence[str], fields: Mapping[str, Sequence[Field]], translate: Callable[[str], str]
) -> bool:
    """Whether the rows are deals.

    First of all they say which deal it is, or they say it somewhere, and have a column such as
    Amount or Close date, which only a deal has and whose title does not say that it is a deal's.
    """
    keys = [title_key(title) for title in header]
    known = {entity: _titles(entity, fields[entity], translate) for entity in (CLIENTS, DEALS)}
    named = [
        _says_deal(key) and key in known[DEALS] and known[DEALS][key].name in NAMES_DEAL
        for key in keys
    ]
    alone = (key for key in keys if key in known[DEALS] and not _says_deal(key))
    return named[0] or (
        any(named) and any(key not in known[CLIENTS] and known[DEALS][key].name in OF_DEALS_ONLY
                           for key in alone)
    )  # fmt: skip


def _says_deal(key: str) -> bool:
    return any(word in key for word in DEAL_WORDS)


def _known_keys(header: Sequence[str], known: Mapping[str, Mapping[str, Field]]) -> list[str]:
    """The keys of the titles: without the number of one of several, where only that is known."""
    keys = []
    for title in header:
        key = title_key(title)
        bare = title_key(ONE_OF_SEVERAL.sub("", title))
        known_bare = any(bare in titles for titles in known.values())
        known_key = any(key in titles for titles in known.values())
        keys.append(bare if known_bare and not known_key else key)
    for name, parts in IN_PARTS.items():
        if any(title_key(part) in keys for part in parts):
            keys = ["" if _is_titled(key, name, known) else key for key in keys]
    return keys


def _is_titled(key: str, name: str, known: Mapping[str, Mapping[str, Field]]) -> bool:
    return any(key in titles and titles[key].name == name for titles in known.values())


def _titles(
    entity: str, fields: Sequence[Field], translate: Callable[[str], str]
) -> dict[str, Field]:
    """Every title under which a field is known; the surer ones go first."""
    found: dict[str, Field] = {}
    for sure in (_own_titles, _borrowed_titles, lambda field: (translate(field.label),)):
        for field in fields:
            for key in filter(None, map(title_key, sure(field))):
                for pattern in PATTERNS[entity]:
                    found.setdefault(_patterned(pattern, key), field)
    return found


@lru_cache(16384)
def _patterned(pattern: str, key: str) -> str:
    return pattern.format(key).replace(" ", "")


def _own_titles(field: Field) -> tuple[str, ...]:
    return field.label, field.name


def _borrowed_titles(field: Field) -> tuple[str, ...]:
    return field.headers


def _fixed(
    header: Sequence[str],
    fields: Mapping[str, Sequence[Field]],
    wanted: Mapping[str, str | None],
) -> dict[int, Target | None]:
    known = targets(fields)
    fixed: dict[int, Target | None] = {}
    titles = distinct(header)
    for title, name in wanted.items():
        if name is not None and name not in known:
            raise _no_target(name, known)
        if title not in titles:
            continue
        target = None if name is None else known[name]
        if target and target in fixed.values() and target.field.kind is Kind.MONEY:
            message = _("{name} can take only one column: leave out {column}")
            raise InvalidInputError(message, name=name, column=title)
        fixed[titles.index(title)] = target
    return fixed


def _no_target(name: str, targets: Iterable[str]) -> InvalidInputError:
    close = nearest(name, targets)
    if close:
        message = _(
            "there is no field {name} to import into: did you mean {nearest}? crm field add makes a"
            " new one"
        )
        return InvalidInputError(message, name=name, nearest=close)
    message = _(
        "there is no field {name} to import into: make one with crm field add, or take it out of"
        " the map and say --keep-unknown"
    )
    return InvalidInputError(message, name=name)


def _assign(
    keys: Sequence[str],
    known: Mapping[str, Mapping[str, Field]],
    fixed: Mapping[int, Target | None],
    into: str | None,
) -> dict[int, Target]:
    """Whose field each column is: a deal's first, then a contact's, which decide about e-mails."""
    targets = {place: target for place, target in fixed.items() if target is not None}
    places = [place for place in range(len(keys)) if place not in fixed]
    _take(targets, DEALS, keys, known, places)
    people = [place for place in places if into == CONTACTS or _is_person(place, keys, known)]
    _take(targets, CONTACTS, keys, known, people)
    if has_contact(Column("", target) for target in targets.values()):
        said = {target.field for target in targets.values() if target.entity == CONTACTS}
        points = [place for place in places if known[CONTACTS].get(keys[place]) not in said]
        points = [place for place in points if names_point(known[CONTACTS].get(keys[place]))]
        _take(targets, CONTACTS, keys, known, points)
        places = [place for place in places if keys[place] not in PERSONS_OWN]
    else:
        targets = _without_contact(targets, known[CLIENTS].values())
    _take(targets, CLIENTS, keys, known, places)
    return targets


def _without_contact(targets: Mapping[int, Target], clients: Iterable[Field]) -> dict[int, Target]:
    """Where the file names no contact: his phones and e-mails are the client's, and not lost."""
    own = {field.name: Target(CLIENTS, field) for field in clients if names_point(field)}
    kept = {}
    for place, target in targets.items():
        if target.entity != CONTACTS:
            kept[place] = target
        elif names_point(target.field):
            kept[place] = own[target.field.name]
    return kept


def _guess(
    targets: dict[int, Target],
    header: Sequence[str],
    fixed: Collection[int],
    samples: Sequence[Sequence[str]],
    fields: Mapping[str, Sequence[Field]],
    into: str | None,
) -> None:
    """By their values, the columns whose titles say nothing; the first of words is the name."""
    contact = into == CONTACTS or has_contact(Column("", target) for target in targets.values())
    called = "display_name" if into == CONTACTS else "name"
    for place, values in enumerate(samples[: len(header)]):
        if place in targets or place in fixed or not says_nothing(header[place]):
            continue
        name = guess(values)
        if name is None and not has_name(Column("", target) for target in targets.values()):
            name = called if any(any(map(str.isalpha, value)) for value in values) else None
        entity = CONTACTS if contact and name in (*POINTS, "display_name") else CLIENTS
        field = next((field for field in fields[entity] if field.name == name), None)
        taken = {target.shown for target in targets.values()}
        if field and (Target(entity, field).shown not in taken or names_point(field)):
            targets[place] = Target(entity, field)


def _take(
    targets: dict[int, Target],
    entity: str,
    keys: Sequence[str],
    known: Mapping[str, Mapping[str, Field]],
    places: Iterable[int],
) -> None:
    rank = {key: number for number, key in enumerate(known[entity])}
    taken = {target.shown for target in targets.values()}
    for place in sorted(places, key=lambda place: rank.get(keys[place], 0)):
        field = known[entity].get(keys[place])
        if place in targets or field is None:
            continue
        target = Target(entity, field)
        if target.shown not in taken or names_point(field):
            taken.add(target.shown)
            targets[place] = target


def _is_person(place: int, keys: Sequence[str], known: Mapping[str, Mapping[str, Field]]) -> bool:
    """Whether the title is a person's: `Name` is beside a `Company`, `Имя` beside a `Фамилия`."""
    field = known[CONTACTS].get(keys[place])
    if field is None or field.name not in CONTACT_NAMES or keys[place] not in known[CLIENTS]:
        return keys[place] not in known[CLIENTS]
    entity = CLIENTS if field.name == "display_name" else CONTACTS
    other = CONTACTS if entity == CLIENTS else CLIENTS
    return any(
        key in known[entity] and key not in known[other] and known[entity][key].name in NAMES
        for key in keys
    )


def _lend_points(known: Mapping[str, dict[str, Field]], contacts: Sequence[Field]) -> None:
    """A title of an e-mail or phone may be the contact's, unless it says "of the company"."""
    own = {field.name: field for field in contacts}
    companys = {
        _patterned(pattern, title_key(title))
        for field in set(filter(names_point, known[CLIENTS].values()))
        for title in (*_own_titles(field), *_borrowed_titles(field))
        for pattern in OF_CLIENT
    }
    for key, field in known[CLIENTS].items():
        if names_point(field) and key not in companys:
            for pattern in PATTERNS[CONTACTS]:
                known[CONTACTS].setdefault(_patterned(pattern, key), own[field.name])
