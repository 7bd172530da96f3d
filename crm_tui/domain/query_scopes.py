"""Which names a filter may use: the fields of an entity, and the entities that lead to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from crm_tui.domain.entities import ENTITIES, Entity, entity
from crm_tui.domain.fields import Field, Kind
from crm_tui.domain.folding import fold
from crm_tui.domain.reading import Reading
from crm_tui.domain.values import Translate

FieldsOf = Callable[[str], Mapping[str, Field]]
"""The fields in force, by name, of the entity called so."""


@dataclass(frozen=True, slots=True)
class Reverse:
    """The records of another entity whose link leads here: the `contacts` of a client."""

    entity: str
    link: Field


@dataclass(frozen=True, slots=True)
class Scope:
    """What a filter needs to be read. Names are found once for each entity."""

    fields_of: FieldsOf
    reading: Reading
    translate: Translate | None = None
    _known: dict[str, dict[str, Field | Reverse]] = field(default_factory=dict)

    def find(self, entity_name: str, word: str) -> Field | Reverse | None:
        return self.names(entity_name).get(spelled(word))

    def is_called(self, entity_name: str, word: str) -> bool:
        """Whether the word is a name of the entity itself."""
        found = entity(entity_name)
        labels = (found.name, found.one, found.label)
        told = [self.translate(label) for label in labels] if self.translate else []
        return spelled(word) in {spelled(label) for label in (*labels, *told)}

    def names(self, entity_name: str) -> dict[str, Field | Reverse]:
        """Every name that may stand before a colon: own names first, then labels."""
        if entity_name not in self._known:
            self._known[entity_name] = self._find_names(entity_name)
        return self._known[entity_name]

    def _find_names(self, entity_name: str) -> dict[str, Field | Reverse]:
        fields = self.fields_of(entity_name)
        found: dict[str, Field | Reverse] = {}
        for name, described in fields.items():
            found.setdefault(spelled(name), described)
        reverse = self._reverse(entity(entity_name))
        for label, step in [*self._labels(fields), *reverse.items()]:
            found.setdefault(spelled(label), step)
        found.pop("", None)
        return found

    def _labels(self, fields: Mapping[str, Field]) -> list[tuple[str, Field]]:
        labels = [(described.label, described) for described in fields.values()]
        if self.translate is None:
            return labels
        return [(self.translate(label), described) for label, described in labels] + labels

    def _reverse(self, target: Entity) -> dict[str, Field | Reverse]:
        """The entities that link here by a field with our name: activities by `client`."""
        found: dict[str, Field | Reverse] = {}
        for other in ENTITIES:
            link = None if other is target else self.fields_of(other.name).get(target.one)
            if link is None or link.kind is not Kind.LINK or link.entity != target.name:
                continue
            step = Reverse(other.name, link)
            found[other.name] = step
            found[self.translate(other.label) if self.translate else other.label] = step
        return found


def spelled(word: str) -> str:
    """A name as it is compared: `Last contact`, `last-contact` and `last_contact` are one."""
    return fold(word).replace(" ", "_").replace("-", "_").strip("_")
