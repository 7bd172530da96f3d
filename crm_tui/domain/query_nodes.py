"""What a filter means once it is read: frozen conditions that data/ turns into SQL.

`query.parse` makes them; every value is typed already, so the compiler never reads text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from crm_tui.domain.fields import Field
from crm_tui.domain.money import Amount
from crm_tui.domain.query_everything import Everything as Everything


@dataclass(frozen=True, slots=True)
class Equal:
    """The value itself: the key of a choice, yes or no, a number, a sum, the id of a linked record.

    A field that is empty counts as no.
    """

    value: str | bool | int | float | Amount


@dataclass(frozen=True, slots=True)
class Contains:
    """A text field in which each of these words begins a word; they are folded."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A link to a record in whose title each of these words begins a word; they are folded."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dialled:
    """A phone number whose digits end with these, or begin with them when `from_start`."""

    digits: str
    from_start: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers or sums between two bounds; None leaves that side open."""

    low: int | float | Amount | None = None
    high: int | float | Amount | None = None
    includes_low: bool = True
    includes_high: bool = True


@dataclass(frozen=True, slots=True)
class Period:
    """Time, half-open, given for both forms a value may have; None leaves that side open.

    A plain date counts when `first_day <= value < end_day`, a UTC moment when
    `start <= value < end`. The two pairs say the same in the reader's zone.
    """

    first_day: date | None = None
    end_day: date | None = None
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Tagged:
    """Among the tags is this one, or a level of it."""

    tag: str


Expected = Equal | Contains | Named | Dialled | Range | Period | Tagged


@dataclass(frozen=True, slots=True)
class Words:
    """One typed word: the record is found by it, as by the search, with the word as a prefix."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other in this order, whole."""

    text: str


@dataclass(frozen=True, slots=True)
class Test:
    """A field of the record holds any of the values."""

    __test__ = False  # for pytest, which collects classes of this name

    field: Field
    values: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class Present:
    """The field holds something."""

    field: Field


@dataclass(frozen=True, slots=True)
class Absent:
    """The field is empty."""

    field: Field


@dataclass(frozen=True, slots=True)
class Linked:
    """The record that the link field leads to meets the condition: `client.city:Kazan`."""

    link: Field
    condition: "Node"


@dataclass(frozen=True, slots=True)
class Having:
    """Some record of `entity`, not archived, whose `link` leads here meets the condition."""

    entity: str
    link: Field
    condition: "Node"


@dataclass(frozen=True, slots=True)
class Archived:
    """Archived records, which lists leave out unless a filter asks for them."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Exactly these records: those that a user marked."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The condition does not hold."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """All of the conditions hold."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Some of the conditions holds."""

    nodes: tuple["Node", ...]


Node = (
    Everything | Words | Phrase | Test | Present | Absent | Linked | Having | Archived | Chosen
    | Not | And | Or
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of the text that was not understood, and was searched as words instead.

    `message` is marked for the catalogue and takes `values`; `suggestion` is the nearest word.
    """

    start: int
    end: int
    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A filter as it was read: the condition, and what was not understood of the text."""

    node: Node
    problems: tuple[Problem, ...] = ()
