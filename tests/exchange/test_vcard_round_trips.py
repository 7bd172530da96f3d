"""What a card says, written and read again, is the same, and nothing of it is lost."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.exchange import content_lines, vcard_points, vcards
from crm_tui.exchange.vcard_writer import VcardWriter

PARAMS = ("TYPE=work", "type=HOME", "TYPE=pref", "PREF=1", "PREF=2", "CELL", "TYPE=x-night",
          "TYPE=MAIN", "VALUE=text", 'X-P="a;b,^n:d"', "LANGUAGE=de", "TYPE=homefax")  # fmt: skip
VALUES = {
    "TEL": ("tel:+1-2;ext=3", "+44 20 7946 0101", "+1 425 555 0100\\,\\,12", "8 916 1"),
    "EMAIL": ("a@b.example", "mailto:a@b.example"),
    "BDAY": ("19900101", "--0412", "circa 1800"),
    "CATEGORIES": ("Friends,VIP x", "work", "myContacts\\,a,★"),
    "ORG": ("Bright", "Bright;Sales;North", ";Sales"),
    "N": ("Taylor;Anna;;;", "Taylor;Anna;M.,N.;Dr.;PhD"),
    "ADR": (";;1 High St;London;;N1;UK", "PO 5;Suite 2;1 A\\, B,C;York;;;", ";;;;;;UK"),
    "X-ABLabel": ("_$!<Work>!$_", "_$!<HomeFAX>!$_", "Front desk"),
    "X-ABShowAs": ("company",),
    "X-DEPARTMENT": ("Sales", "Buying"),
}
OF_PEOPLE = (*vcards.NAMES, "job title", "department", "birthday", "language")
TEXTS = ("FN", "TITLE", "URL", "NOTE", "LANG", "X-FOO", "NICKNAME")
LINES = st.builds(
    lambda group, found, params: group + ";".join((found[0], *params)) + ":" + found[1],
    st.sampled_from(("", "", "item1.", "g2.")),
    st.one_of(
        *(st.tuples(st.just(name), st.sampled_from(some)) for name, some in VALUES.items()),
        st.tuples(st.sampled_from(TEXTS), st.text("aЖ ,;:1", min_size=1).map(lambda s: f"x{s}y")),
    ),
    st.lists(st.sampled_from(PARAMS), max_size=2),
)


def read(lines):
    return list(filter(None, map(content_lines.parse, lines)))


def written(cells) -> list[str]:
    """As the export writes a record that has these fields, of one client alone."""
    whose = "contact" if cells["full name"] else "company"
    unknown = () if cells["full name"] else OF_PEOPLE
    fields = {name: text for name, text in cells.items() if name not in unknown}
    labels = {}
    for column in vcard_points.POINTS.values():
        points, said = cells[column].split("; "), cells[f"{column} labels"].split(";")
        labels |= {point: one.strip() for point, one in zip(points, said, strict=False) if one}
        fields[column] = ", ".join(points)
    fields["tags"] = cells[f"{whose} tags"]
    fields["vcard"] = cells["vcard"] or cells["company vcard"]
    stream = io.StringIO()
    VcardWriter(stream).card(fields, "P-1@crm-tui", labels)
    return stream.getvalue().replace("\r\n ", "").split("\r\n")[1:-2]


@given(st.lists(LINES, max_size=7))
@settings(max_examples=60, deadline=None)
def test_a_card_that_was_written_says_the_same_and_all_that_it_said(lines):
    said = read(["FN:Anna Taylor", *lines])
    cells = vcards.cells(said)
    again = read(written(cells))
    assert vcards.cells(again) == cells
    for line in said:
        if line.name in vcard_points.POINTS:
            value = vcard_points.value
        elif line.name in ("X-ABLABEL", "BDAY", "CATEGORIES"):
            continue
        else:
            value = type(line).text.fget
        assert value(line) in [value(one) for one in again if one.name == line.name], line


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("TEL;CELL:1 2\nTEL;WORK;PREF:3 4", "TEL;PREF=1;TYPE=work:3 4\nTEL;TYPE=cell:1 2"),
        ("EMAIL;TYPE=INTERNET,pref:a@b.example", "EMAIL;PREF=1:a@b.example"),
        (
            "EMAIL;PREF=2:a@b.example\nEMAIL;PREF=1;TYPE=home:c@d.example",
            "EMAIL;PREF=1;TYPE=home:c@d.example\nEMAIL;PREF=2:a@b.example",
        ),
        (f"EMAIL;PREF={'9' * 5000}:a@b.example", "EMAIL:a@b.example"),
        ("TEL;TYPE=main:1 2", "TEL;TYPE=main:1 2"),
        (
            "item1.TEL;TYPE=work:1 2\nitem1.X-ABLabel:Front\nitem1.X-A:b",
            "item1.TEL;TYPE=work:1 2\nitem1.X-ABLabel:Front\nitem1.X-A:b",
        ),
        ("item1.TEL:1 2\nitem1.X-ABLabel:_$!<HomeFAX>!$_", "TEL;TYPE=home,fax:1 2"),
        (
            "item1.TEL:1 2\nitem1.X-A:b\nitem1.TEL;TYPE=x-night:3 4",
            "item1.TEL:1 2\npoint2.TEL:3 4\npoint2.X-ABLabel:night\nitem1.X-A:b",
        ),
        (
            "item1.TEL:1 2\nitem1.X-A:b\nitem1.TEL:3 4\nitem1.X-ABLabel:Front",
            "item1.TEL:1 2\nitem1.X-ABLabel:Front\nitem1.TEL:3 4\nitem1.X-A:b",
        ),
        (
            "TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=D0=94=D0=B0):1 2",
            "point1.TEL:1 2\npoint1.X-ABLabel:Да",
        ),
        ("TEL;VALUE=uri:tel:+1-2;ext=3", "TEL;VALUE=uri:tel:+1-2;ext=3"),
        ("TEL:+1 425 555 0100\\,\\,123", "TEL:+1 425 555 0100\\,\\,123"),
        ("X-A;ENCODING=QUOTED-PRINTABLE:=D0=94=0D=0A=\n=D0=B0", "X-A:Д\\nа"),
    ],
)
def test_phones_labels_and_letters_of_every_version_leave_as_those_of_version_4(lines, expected):
    unfolded = (line for _number, line in content_lines.unfolded(enumerate(lines.split("\n"))))
    out = written(vcards.cells(read(["FN:Anna Taylor", "N:Taylor;Anna;;;", *unfolded])))
    assert out[3:-1] == expected.split("\n")


@pytest.mark.parametrize(
    ("lines", "columns"),
    [
        (["KIND:org", "FN:Branch", "ORG:Bright;Branch", "TITLE:x"], {"company": "Branch"}),
        (["FN:Bright", "N:Taylor;Anna;;;", "ORG:Bright", "X-ABShowAs:COMPANY"],
         {"company": "Bright", "full name": "Bright", "last name": "Taylor"}),
        (["ORG;TYPE=work:Bright", "TEL:1 2"], {"company": "Bright", "phone": "1 2"}),
        (["KIND:location", "FN:Room 5"], {"company": "Room 5"}),
        (["FN:A B", "ORG:Bright", "ADR;HOME:;;1 A", "ADR;WORK:;;2 B"], {"street": "2 B"}),
    ],
)  # fmt: skip
def test_whose_card_it_is_and_which_address_the_company_has(lines, columns):
    cells = vcards.cells(read(lines))
    assert columns.items() <= cells.items()
    assert set(lines) <= {*written(cells), "FN:Bright"}


@pytest.mark.parametrize(
    ("unit", "now", "expected"),
    [
        ("", "Buying", ("Bright", "Buying")),
        ("", "Sales", ("Bright", "Sales")),
        ("", "", ("Bright",)),
        (";North", "North", ("Bright;North", "Buying")),
        (";North", "East", ("Bright;East", "Buying")),
        (";Buying", "East", ("Bright;East", "East")),
    ],
)
def test_the_department_of_roundcube_is_the_field_and_leaves_as_it_is_now(unit, now, expected):
    card = ["FN:Anna Taylor", "N:Taylor;Anna;;;", f"ORG:Bright{unit}", "X-DEPARTMENT:Buying"]
    cells = vcards.cells(read(card))
    assert cells["department"] == (unit[1:] or "Buying")
    out = written({**cells, "department": now})[3:-1]
    assert [line.partition(":")[2] for line in out] == [*expected]
