"""vCards in: all versions, and what phones and programs make of them."""

import pytest

from crm_tui.errors import InvalidInputError
from crm_tui.exchange import content_limits, vcard_files

OLD = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=A5=D1=80=D1=83=D1=89=D1=91=D0=B2;=D0=98=
=D0=B2=D0=B0=D0=BD;;;
TEL;CELL:+7 916 123-45-67
TEL;WORK;VOICE:8 495 555-12-34
PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ
 SkZJRgABAQ==

END:VCARD
"""
APPLE = """BEGIN:VCARD
VERSION:3.0
N:Taylor;Anna;;;
FN:Anna Taylor
ORG:Bright & Co\\, Ltd;Sales;
item1.TEL;type=pref:+44 20 7946 0123
item1.X-ABLabel:Direct
EMAIL;type=INTERNET;type=WORK:anna@bright.example
EMAIL;type=INTERNET:ANNA@home.example
ADR;type=WORK:;;1 High St.;London;;N1;UK
BDAY:1990-05-01
NOTE:first line\\nsecond\\; still
 the second
X-SKYPE;x="a;b:c":anna.t
END:VCARD
"""
NEW = """BEGIN:VCARD
VERSION:4.0
KIND:org
FN:Ромашка
TEL;VALUE=uri;TYPE="voice,work":tel:+7-495-555-12-34
UID:urn:uuid:1
END:VCARD
"""


def test_a_card_of_an_old_phone(table):
    (card,), broken = table("a.vcf", OLD.encode())
    assert not broken
    assert (card["first name"], card["last name"]) == ("Иван", "Хрущёв")
    assert card["phone"] == "+7 916 123-45-67; 8 495 555-12-34"
    assert card["vcard"].startswith("PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ")


def test_a_card_with_groups_folds_and_unknown_properties(table):
    (card,), _broken = table("a.vcf", APPLE.replace("\n", "\r\n").encode())
    assert card["company"] == "Bright & Co, Ltd"
    assert card["department"] == "Sales"
    assert card["email"] == "anna@bright.example; ANNA@home.example"
    assert (card["street"], card["city"], card["postcode"]) == ("1 High St.", "London", "N1")
    assert card["birthday"] == "1990-05-01"
    assert card["notes"] == "first line\nsecond; stillthe second"
    assert (card["phone labels"], card["email labels"]) == ("Direct", "work;")
    assert card["vcard"].splitlines() == [
        "ADR;type=WORK:;;1 High St.;London;;N1;UK",
        "NOTE:first line\\nsecond\\; stillthe second",
        "TEL;PREF=1:+44 20 7946 0123",
        'X-SKYPE;x="a;b:c":anna.t',
    ], "what the fields have is kept where the line says more, or the field is the company's"


ASSISTED = """BEGIN:VCARD
VERSION:2.1
PRODID:-//Some phone//EN
FN:Anna Taylor
AGENT;X-LOCAL=a:
BEGIN:VCARD
VERSION:2.1
FN:Boris; the\\one
PHOTO;BASE64:/9j/
 4AAQ
END:VCARD
REV:20240101T000000Z
END:VCARD
"""


def test_who_made_a_card_when_and_for_whose_assistant_is_kept(table):
    (card,), broken = table("a.vcf", ASSISTED.encode())
    assert not broken
    assert card["full name"] == "Anna Taylor"
    assert card["vcard"].splitlines() == [
        "PRODID:-//Some phone//EN",
        "AGENT;X-LOCAL=a:BEGIN:VCARD\\nVERSION:2.1\\nFN:Boris\\; the\\\\one"
        "\\nPHOTO\\;BASE64:/9j/\\n 4AAQ\\nEND:VCARD",
        "REV:20240101T000000Z",
    ]


def test_the_card_of_a_company_has_no_person(table):
    (card,), _broken = table("a.vcf", NEW.encode())
    assert card == {
        "company": "Ромашка",
        "phone": "+7-495-555-12-34",
        "phone labels": "work",
        "company vcard": "TEL;VALUE=uri;TYPE=work:tel:+7-495-555-12-34\nUID:urn:uuid:1",
    }


def test_a_card_in_a_russian_encoding(table):
    content = NEW.replace("4.0", "3.0").encode("cp1251")
    assert table("a.vcf", content)[0][0]["company"] == "Ромашка"


def test_a_broken_card_costs_only_itself(table):
    nameless = "BEGIN:VCARD\nTEL:1\nEND:VCARD\n"
    cut = "BEGIN:VCARD\nFN:Cut\n"
    rows, broken = table("a.vcf", (OLD + nameless + cut + APPLE).encode())
    assert len(rows) == 2
    assert [row.line for row in broken] == [11, 14]
    assert [str(row.error) for row in broken] == [
        "the contact has no name",
        "the contact is not whole, or too long",
    ]
    assert all(len(row.cells) == len(rows[0]) for row in broken), "refused rows keep their columns"


def test_a_group_is_no_contact_and_a_birthday_without_a_year_stays_as_it_is(table):
    group = "BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:Friends\nEND:VCARD\n"
    iphone = "BEGIN:VCARD\nFN:A\nBDAY;X-APPLE-OMIT-YEAR=1604:1604-06-14\nEND:VCARD\n"
    rows, broken = table("a.vcf", (group + iphone).encode())
    assert rows[0]["vcard"] == "BDAY;X-APPLE-OMIT-YEAR=1604:1604-06-14"
    assert str(broken[0].error) == "this is a group of contacts, and no contact"


def test_a_card_that_is_too_long_is_refused_and_not_held(table, monkeypatch):
    monkeypatch.setattr(vcard_files, "CARD_LIMIT", 1000)
    long = "BEGIN:VCARD\nFN:Long\n" + "NOTE:x\n" * 200 + "END:VCARD\n"
    rows, broken = table("a.vcf", (long + OLD).encode())
    assert (len(rows), broken[0].cells[broken[0].cells.index("Long")]) == (1, "Long")


@pytest.mark.parametrize(
    ("said", "line", "error"),
    [
        ("ORG:" + ";" * 100, 3, "ORG is too long: at most 90 characters"),
        ("TEL;TYPE=" + "a," * 50 + ":1", 3, "TEL is too long: at most 90 characters"),
        ("X-A" + ';B="c:d"' * 20 + ":1", 3, "X-A is too long: at most 90 characters"),
        ("TEL:1\n" * 10 + "TEL:2", 12, "it has more than 10 properties"),
        ("NOTE:a\n" + " b\n" * 100 + "X:1", 1, "the contact is not whole, or too long"),
        ("\n" * 100, 1, "the contact is not whole, or too long"),
        ("NOTE:" + "a;" * 100 + "\nPHOTO:" + "A" * 200 + "\nX-A:" + "b" * 200, None, None),
    ],
)
def test_what_would_fill_the_memory_is_refused_by_its_line_and_what_is_only_long_is_not(
    table, monkeypatch, said, line, error
):
    monkeypatch.setattr(content_limits, "SHORT_LIMIT", 90)
    monkeypatch.setattr(vcard_files, "PROPERTIES_LIMIT", 10)
    monkeypatch.setattr(vcard_files, "LINES_LIMIT", 90)
    long = f"BEGIN:VCARD\nFN:Long\n{said}\nEND:VCARD\n"
    rows, broken = table("a.vcf", (long + "BEGIN:VCARD\nFN:Next\nEND:VCARD\n").encode())
    assert rows[-1]["full name"] == "Next"
    assert [(row.line, str(row.error)) for row in broken] == ([(line, error)] if error else [])
    assert all("Long" in row.cells for row in broken), "it tells whose it is"


def test_a_line_that_was_not_folded_belongs_to_the_one_before(table):
    content = b"BEGIN:VCARD\nFN:A\nNOTE:one\ntwo words\nEND:VCARD\n"
    assert table("a.vcf", content)[0][0]["notes"] == "one\ntwo words"


@pytest.mark.parametrize("content", [b"nothing", b"END:VCARD\n", b"FN:A\n"])
def test_a_file_without_a_card_is_refused(table, content):
    with pytest.raises(InvalidInputError, match=r"a\.vcf holds no contacts"):
        table("a.vcf", content)
