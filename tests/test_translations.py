"""The Russian catalogue is complete, current and well-formed."""

import ast
import string
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from tools import translations

ADVICE = "run `make translations`, then fill in crm_tui/locale/ru/LC_MESSAGES/crm_tui.po"
RUSSIAN_FORMS = 3


@pytest.fixture(scope="module")
def russian() -> Catalog:
    return translations.read(translations.RUSSIAN)


@pytest.fixture(scope="module")
def extracted() -> Catalog:
    return translations.extract()


@pytest.fixture
def extracted_once(extracted: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """An update finds the texts without reading the code again."""
    monkeypatch.setattr(translations, "extract", lambda: extracted)


def entries(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def english(message: Message) -> tuple[str, ...]:
    return tuple(message.id) if message.pluralizable else (str(message.id),)


def translated(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if message.pluralizable else (str(message.string or ""),)


def names(text: str) -> set[str]:
    """The names in braces: {id}, {count}."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_text_of_the_code_is_in_the_catalogue(russian: Catalog, extracted: Catalog) -> None:
    known = {english(message) for message in entries(russian)}
    new = [english(message) for message in entries(extracted) if english(message) not in known]
    assert not new, ADVICE


def test_no_text_is_marked_inside_an_f_string() -> None:
    """Extraction does not look there before Python 3.12."""
    hidden = [
        f"{path.name}:{call.lineno}"
        for path in (translations.ROOT / "crm_tui").rglob("*.py")
        for joined in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(joined, ast.JoinedStr)
        for call in ast.walk(joined)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in translations.KEYWORDS
    ]
    assert not hidden


def test_the_catalogue_holds_no_text_that_the_code_lost(
    russian: Catalog, extracted: Catalog
) -> None:
    marked = {english(message) for message in entries(extracted)}
    lost = [english(message) for message in entries(russian) if english(message) not in marked]
    assert not lost + list(russian.obsolete), ADVICE


def test_every_text_is_translated(russian: Catalog) -> None:
    missing = [english(message) for message in entries(russian) if not all(translated(message))]
    assert not missing, ADVICE


def test_no_translation_is_a_guess(russian: Catalog) -> None:
    fuzzy = [english(message) for message in entries(russian) if message.fuzzy]
    assert not fuzzy, "check these and take their `fuzzy` flag away"


def test_every_count_has_its_three_russian_forms(russian: Catalog) -> None:
    assert russian.num_plurals == RUSSIAN_FORMS
    wrong = [
        english(message)
        for message in entries(russian)
        if message.pluralizable and len(translated(message)) != RUSSIAN_FORMS
    ]
    assert not wrong, ADVICE


def test_a_translation_has_the_names_of_its_original(russian: Catalog) -> None:
    for message in entries(russian):
        for form in filter(None, translated(message)):
            assert names(form) == names(english(message)[-1]), f"{english(message)} -> {form!r}"


def test_both_english_forms_of_a_count_have_the_same_names(extracted: Catalog) -> None:
    for message in entries(extracted):
        forms = [names(form) for form in english(message)]
        assert forms[0] == forms[-1], f"{english(message)}: {{count}} belongs in both"


@pytest.mark.usefixtures("extracted_once")
def test_a_second_update_changes_nothing(tmp_path: Path) -> None:
    copy = tmp_path / "crm_tui.po"
    copy.write_bytes(translations.RUSSIAN.read_bytes())
    translations.update(copy)
    first = copy.read_bytes()
    translations.update(copy)
    assert copy.read_bytes() == first


@pytest.mark.usefixtures("extracted_once")
def test_an_update_keeps_what_is_translated_and_drops_what_is_gone(tmp_path: Path) -> None:
    catalogue = tmp_path / "crm_tui.po"
    catalogue.write_text(
        translations.HEADER
        + '\nmsgid "Clients"\nmsgstr "Клиенты"\n\nmsgid "no such text"\nmsgstr "нет такого"\n',
        encoding="utf-8",
    )
    translations.update(catalogue)
    updated = translations.read(catalogue)
    assert updated["Clients"].string == "Клиенты"
    assert "no such text" not in catalogue.read_text(encoding="utf-8")
