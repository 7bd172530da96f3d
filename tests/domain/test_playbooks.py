"""How the steps of a playbook are read, and on which days they fall."""

from datetime import date

import pytest

from crm_tui.domain.playbooks import Step, read_steps, working_day, written
from crm_tui.errors import InvalidInputError


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("call +0, offer +2, call +7", [(0, "call"), (2, "offer"), (7, "call")]),
        ("+7 call\n+0 позвонить 10:00", [(0, "позвонить 10:00"), (7, "call")]),
        ("call, then write +2; visit +3", [(2, "call, then write"), (3, "visit")]),
        ("send 1,5 t and C++ notes +1", [(1, "send 1,5 t and C++ notes")]),
    ],
)
def test_steps_stand_between_commas_or_lines_in_the_order_of_their_days(text, steps):
    found = read_steps(text)
    assert found == tuple(Step(*step) for step in steps)
    assert read_steps(written(found)) == found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "needs steps"),
        ("call", "call: say after how many days"),
        ("call +0, offer", "offer: say after how many days"),
        ("call +1 +2", "has one"),
        ("+3", "what is to be done"),
        ("call +9999", "730"),
        (", ".join(f"call +{day}" for day in range(41)), "at most 40"),
    ],
)
def test_what_is_no_chain_of_steps_is_refused(text, told):
    with pytest.raises(InvalidInputError) as refused:
        read_steps(text)
    assert told in str(refused.value)


def test_a_step_waits_for_the_next_working_day():
    saturday, monday = date(2026, 11, 28), date(2026, 11, 30)
    assert working_day(saturday, ()) == monday
    assert working_day(saturday, {monday}) == date(2026, 12, 1)
    assert working_day(monday, ()) == monday
