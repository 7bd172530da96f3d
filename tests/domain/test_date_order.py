"""Days in figures: the column says whether the day or the month stands first."""

import pytest

from crm_tui.domain.date_order import everywhere, vote, written_out
from crm_tui.errors import InvalidInputError


@pytest.mark.parametrize(
    ("cells", "orders"),
    [
        (["03/04/2026", "25/04/2026", "01/02/2026"], {"/": "dmy", "-": "dmy"}),
        (["03/04/2026", "04/25/2026"], {"/": "mdy", "-": "mdy"}),
        (["04.25.2026 10:20", "03.04.2026"], everywhere("mdy")),
        (["25.04.2026", "03/04/2026"], everywhere("dmy")),
        (["03.04.2026"], {"/": "dmy", "-": "dmy"}),
        (["03/04/2026", "", "soon"], {}),
        (["25/04/2026", "26/04/2026", "04/27/2026"], {"/": "dmy", "-": "dmy"}),
        (["25/04/2026", "04/27/2026"], {}),
        (["4/13/26", "03.04.26"], {"/": "mdy", "-": "mdy"}),
        (["4/13/26", "4/14/26", "25.04.26"], {"/": "mdy", ".": "dmy", "-": "mdy"}),
        (["25/04/2026", "04/27/2026", "13-04-2026"], {"-": "dmy"}),
        ([], {}),
    ],
)
def test_most_of_the_days_that_can_mean_one_thing_decide_for_their_separator(cells, orders):
    assert vote(cells) == orders


@pytest.mark.parametrize(
    ("text", "order", "written"),
    [
        ("3/4/2026", "dmy", "2026-04-03"),
        ("3/4/26 3:45 PM", "mdy", "2026-03-04 15:45"),
        ("12-31-1985, 12:05:30 a.m.", "mdy", "1985-12-31 00:05:30"),
        ("3/4/75", "mdy", "1975-03-04"),
        ("2026-11-24 3:45 pm", None, "2026-11-24 15:45"),
        ("3.4.2026", None, "2026-04-03"),
        ("4/4/2026", None, "2026-04-04"),
        ("4/25/2026", None, "2026-04-25"),
        ("24 Nov 2026", "mdy", "24 Nov 2026"),
        ("31/31/2026", "dmy", "31/31/2026"),
        ("46115", None, "2026-04-03"),
        ("46115.5", "mdy", "2026-04-03 12:00:00"),
        ("20260403", None, "2026-04-03"),
        ("20260403T102000", None, "2026-04-03 10:20:00"),
        ("20261403", None, "20261403"),
        ("3-Apr-26", None, "3 Apr 26"),
        ("03-апр-2026 10:20", None, "03 апр 2026 10:20"),
        ("Fri, 3 Apr 2026 10:00:00 +0300", None, "2026-04-03T10:00:00+03:00"),
        ("0/0/00", "mdy", ""),
        ("0.0.00", None, ""),
        ("0000-00-00 00:00:00", None, ""),
        ("Не закрыта", "dmy", ""),
        (" — ", None, ""),
    ],
)
def test_a_day_is_written_out_in_the_order_of_its_column(text, order, written):
    assert written_out(text, everywhere(order)) == written


def test_a_day_that_may_be_two_is_refused_with_what_to_say():
    with pytest.raises(InvalidInputError, match=r"3/4/2026 may be two days: .*--dates"):
        written_out(" 3/4/2026 ", {".": "mdy"})
