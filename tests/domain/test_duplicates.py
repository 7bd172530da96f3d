import pytest

from crm_tui.domain import duplicates
from crm_tui.domain.duplicates import RULES, Traits, clusters, exact, fuzzy, likeness, name_keys
from crm_tui.domain.folding import fold

CLIENTS, CONTACTS = RULES["clients"], RULES["contacts"]


def name_key(name):
    return name_keys(fold(name))[0]


def traits(name, **more):
    return Traits(1, name_key(name), **more)


def score(one, other, rule=CLIENTS, similarity=None):
    return likeness(rule, one, other, similarity or fuzzy()).score


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ООО «Ромашка»", "Romashka LLC"),
        ("Bright & Co", "BRIGHT"),
        ("Иванов Пётр", "Петр Иванов"),
        ("Müller GmbH", "Muller"),
    ],
)
def test_spellings_of_one_name_have_one_key(one, other):
    assert name_key(one) == name_key(other) != ""


def test_a_name_of_nothing_but_a_legal_form_keeps_it():
    assert name_key("ООО") != ""
    assert name_key("***") == ""


def test_each_sign_makes_it_surer_and_a_contradiction_less_so():
    one = traits("Romashka", place="kazan", phones=frozenset(["+7"]))
    alone = score(traits("Romashka"), traits("Ромашка"))
    city = score(one, traits("Ромашка", place="kazan"))
    phone = score(one, traits("Ромашка", place="kazan", phones=frozenset(["+7"])))
    assert 60 <= alone < city < phone <= 100
    assert score(one, traits("Ромашка", place="moscow")) < alone
    taxes = [
        traits("Romashka", identity=number, phones=frozenset(["+7"])) for number in ("77", "78")
    ]
    assert score(*taxes) < duplicates.PROBABLE


def test_misspelt_names_are_alike_and_others_are_not():
    assert score(traits("Romashka", place="k"), traits("Romahska", place="k")) >= 60
    assert score(traits("Romashka", place="k"), traits("Kestrel", place="k")) == 0


def test_colleagues_who_share_a_phone_are_not_the_same():
    one = traits("Иванов Пётр", place="1", phones=frozenset(["+7"]))
    assert score(one, traits("Петрова Анна", place="1", phones=frozenset(["+7"])), CONTACTS) < 40
    assert (
        score(one, traits("Пётр Сергеевич Иванов", place="1", phones=frozenset(["+7"])), CONTACTS)
        > 90
    )


def test_the_reasons_are_told_the_strongest_first():
    same = traits(
        "Romashka", place="k", identity="77", phones=frozenset(["+7"]), emails=frozenset(["a"])
    )
    told = [reason.message for reason in likeness(CLIENTS, same, same, exact).reasons]
    assert likeness(CLIENTS, same, same, exact, minimum=101) is None
    assert told == ["same tax id", "same name", "same e-mail", "same phone", "same city"]


def test_without_the_library_only_whole_names_count():
    assert score(traits("Romashka"), traits("Ромашка"), similarity=exact) == 80
    assert score(traits("Romashka"), traits("Romahska"), similarity=exact) == 0


def test_groups_are_alike_throughout():
    assert clusters([(1, 2), (2, 3), (1, 3), (3, 4), (7, 8)]) == [[1, 2, 3], [7, 8]]
    assert clusters([(1, 2), (2, 3)]) == [[1, 2]]
