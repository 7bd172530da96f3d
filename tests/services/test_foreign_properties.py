"""What a vCard says that no field has comes back out as it came in."""

import io

import pytest

from crm_tui.domain.entities import CLIENTS, CONTACTS
from crm_tui.services import (
    cards,
    dossiers,
    exports,
    fields,
    history,
    imports,
    merging,
    records,
    search,
)

PICTURE = "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ" + "SkZJRg" * 200_000
CARDS = f"""BEGIN:VCARD
VERSION:3.0
PRODID:-//Phone//EN
REV:20240101T000000Z
FN:Anna Taylor
N:Taylor;Anna;;Dr.;
ORG:Bright
{PICTURE}
EMAIL:anna@x.example
UID:urn:uuid:1
item1.X-ABLabel:Direct\\, really
X-SKYPE;x="a;b":anna
END:VCARD
BEGIN:VCARD
VERSION:4.0
KIND:org
FN:Acme
X-SHOE-SIZE:43
END:VCARD
"""


@pytest.fixture
def brought(session, tmp_path):
    path = tmp_path / "cards.vcf"
    path.write_text(CARDS)
    return imports.run(session, str(path))


def written(session, entity) -> str:
    stream = io.StringIO()
    exports.write(session, entity, exports.listing(session, entity), stream, file_format="vcf")
    return stream.getvalue()


def test_properties_that_no_field_has_come_back_out(session, brought):
    assert brought.new == 2
    people = written(session, CONTACTS)
    assert 'UID:urn:uuid:1\r\nitem1.X-ABLabel:Direct\\, really\r\nX-SKYPE;x="a;b":anna' in people
    assert "@crm-tui" not in people, "a card has one UID"
    assert f"{PICTURE}\r\n" in people.replace("\r\n ", "")
    assert "\r\nPRODID:-//Phone//EN\r\nREV:20240101T000000Z\r\n" in people
    assert max(map(len, people.split("\r\n"))) <= 75
    assert search.find(session, "4AAQSkZJRg") == [], "a picture has no words"
    assert "X-SHOE-SIZE:43" in written(session, CLIENTS)
    assert all(field.name[0] != "_" for field in fields.in_force(session, CONTACTS))


def test_they_survive_an_edit_and_are_no_change_the_second_time(session, brought, tmp_path):
    records.edit(session, CONTACTS, 1, {"title": "buyer"})
    people = written(session, CONTACTS)
    assert "X-SKYPE" in people
    assert people.count("\r\nN:") == people.count("N:Taylor;Anna;;Dr.;") == 1
    again = tmp_path / "again.vcf"
    again.write_text(written(session, CONTACTS), newline="")
    assert imports.run(session, str(again)).same == 1
    records.edit(session, CONTACTS, 1, {"last": "Smith"})
    assert "N:Smith;Anna;;;\r\n" in written(session, CONTACTS)


def test_they_are_undone_with_the_import_that_changed_them(session, brought, tmp_path):
    changed = tmp_path / "changed.vcf"
    changed.write_text(CARDS.replace(":anna\n", ":other\n"))
    options = imports.Options(update="overwrite")
    assert imports.run(session, str(changed), options).updated == 1
    assert 'X-SKYPE;x="a;b":other' in written(session, CONTACTS)
    history.undo(session)
    assert 'X-SKYPE;x="a;b":anna' in written(session, CONTACTS)


LABELLED = """BEGIN:VCARD
VERSION:3.0
FN:Anna Taylor
N:Taylor;Anna;;;
TEL;TYPE=WORK,VOICE:+44 20 7946 0101
TEL;TYPE=CELL:+44 7700 900123
{}END:VCARD
"""


def test_what_phones_and_addresses_are_for_comes_back_out_and_others_get_it_too(session, tmp_path):
    path = tmp_path / "anna.vcf"
    path.write_text(LABELLED.format(""))
    assert imports.run(session, str(path)).unmapped == ()
    mails = (
        "item1.EMAIL:desk@x.example\nitem1.X-ABLabel:_$!<Home>!$_\nEMAIL;TYPE=x-night:b@x.example\n"
    )
    path.write_text(LABELLED.format(mails))
    assert imports.run(session, str(path)).updated == 1
    out = written(session, CONTACTS)
    for line in ("TEL;TYPE=work:+44 20", "TEL;TYPE=cell:+44 77", "EMAIL;TYPE=home:desk@x.example",
                 "point4.EMAIL:b@x.example", "point4.X-ABLabel:night"):  # fmt: skip
        assert line in out
    path.write_text(out)
    assert imports.run(session, str(path)).same == 1
    shown = cards.get(session, CONTACTS, 1)
    assert [point["label"] for point in shown.points] == ["home", "night", "work", "cell"]
    assert "+44 20 7946 0101 (work)" in dossiers.write(session, CONTACTS, 1, "html")


BOOK = """BEGIN:VCARD
VERSION:3.0
FN:Anna Taylor
N:Taylor;Anna;;;
ORG:Bright
item1.ADR;TYPE=WORK:;;1 High St;London;;N1;UK
item1.X-ABADR:gb
NOTE:about Anna
TEL;TYPE=CELL:+44 7700 900123
TEL;TYPE=WORK,PREF:+44 20 7946 0101
CATEGORIES:Friends,VIP Customers,myContacts
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Boris Smith
N:Smith;Boris;;;
ORG:Bright
ADR;TYPE=WORK:;;2 Low St;Leeds;;LS1;UK
NOTE:about Boris
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Clara Wolf
N:Wolf;Clara;;;
ADR;TYPE=HOME:;;3 Mid St;York;;YO1;UK
CATEGORIES:friends
END:VCARD
"""


@pytest.fixture
def book(session, tmp_path):
    path = tmp_path / "book.vcf"
    path.write_text(BOOK)
    imports.run(session, str(path))
    return str(path)


def lines_of(session, entity) -> list[str]:
    return written(session, entity).split("\r\n")


def test_categories_are_tags_and_leave_in_the_words_of_the_file(session, book):
    anna, _boris, clara = list(
        exports.iterate(session, CONTACTS, exports.listing(session, CONTACTS))
    )
    assert (anna.tags, clara.tags) == (("friends", "vip-customers"), ("friends",))
    assert records.get(session, CLIENTS, clara.client.id).tags == ("friends",), "it is her, too"
    assert "CATEGORIES:Friends,VIP Customers,myContacts" in lines_of(session, CONTACTS)
    for update in ("fill", "overwrite", "skip"):
        result = imports.run(session, book, imports.Options(update=update))
        assert result.new == 0
    records.edit(session, CONTACTS, anna.id, {"tags": "new, vip-customers"})
    out = [line for line in lines_of(session, CONTACTS) if line.startswith("CATEG")]
    assert out[:2] == ["CATEGORIES:VIP Customers,myContacts", "CATEGORIES:new"], "not Friends"
    assert imports.run(session, book, imports.Options(update="skip")).same == 3
    assert imports.run(session, book).same == 3, "she has tags, and gets no others"
    imports.run(session, book, imports.Options(update="overwrite"))
    assert records.get(session, CONTACTS, anna.id).tags == ("friends", "vip-customers")


def test_what_cards_say_of_their_company_leaves_with_each_person(session, book):
    out = lines_of(session, CONTACTS)
    for line in ("item1.ADR;TYPE=WORK:;;1 High St;London;;N1;UK", "item1.X-ABADR:gb",
                 "NOTE:about Anna", "ADR;TYPE=WORK:;;2 Low St;Leeds;;LS1;UK", "NOTE:about Boris",
                 "ADR;TYPE=HOME:;;3 Mid St;York;;YO1;UK", "TEL;PREF=1;TYPE=work:+44 20 7946 0101",
                 "TEL;TYPE=cell:+44 7700 900123"):  # fmt: skip
        assert line in out
    assert sum(line.startswith("ORG") for line in out) == 2, "she is no company"
    records.edit(session, CONTACTS, 3, {"phone": "+44 7700 900555", "tags": ""})
    records.edit(session, CLIENTS, 2, {"phone": "+44 7700 900666 (home)", "tags": "own"})
    clients = lines_of(session, CLIENTS)
    for line in ("N:Wolf;Clara;;;", "TEL:+44 7700 900555", "TEL;TYPE=home:+44 7700 900666",
                 "UID:P-3@crm-tui", "CATEGORIES:own"):  # fmt: skip
        assert line in clients, "a client who is a person leaves as herself"
    assert "CATEGORIES:friends" not in clients


def test_what_was_changed_here_leaves_as_it_is_now(session, book, tmp_path):
    records.edit(session, CLIENTS, 1, {"street": "9 New St", "notes": "about Boris, now"})
    records.edit(session, CONTACTS, 1, {"phone": "+44 7700 900123, +44 20 7946 0101"})
    out = lines_of(session, CONTACTS)
    assert "item1.ADR;TYPE=WORK:;;9 New St;London;;N1;UK" in out
    assert "NOTE:about Anna" not in out
    assert "NOTE:about Boris" in out, "this is still among the notes of the company"
    assert "ADR;TYPE=WORK:;;2 Low St;Leeds;;LS1;UK" in out, "the company never had this"
    assert "TEL;PREF=1;TYPE=cell:+44 7700 900123" in out, "what is first now is preferred"
    other = records.add(session, CLIENTS, {"name": "Acme", "city": "Riga"})
    records.edit(session, CONTACTS, 1, {"client": f"C-{other.id}"})
    moved = lines_of(session, CONTACTS)
    assert "ORG:Acme" in moved
    assert "item1.ADR;TYPE=WORK:;;;Riga;;;" in moved


def test_a_book_that_leaves_is_known_when_it_comes_back(session, book, tmp_path):
    path = tmp_path / "again.vcf"
    path.write_text(written(session, CONTACTS), newline="")
    assert imports.run(session, str(path)).same == 3
    assert search.find(session, "020 7946 0101") != []
    records.edit(session, CONTACTS, 1, {"phone": ""})
    assert search.find(session, "020 7946 0101") == [], "what is gone is found no more"


def test_two_cards_that_become_one_keep_what_both_had(session, book, tmp_path):
    path = tmp_path / "other.vcf"
    path.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ann Taylor\nORG:Bright\nUID:2\nNICKNAME:Annie\n"
        "item1.X-ABADR:gb\nPHOTO:https://x.example/ann.jpg\nEMAIL;TYPE=pref:ann@x.example\n"
        "CATEGORIES:Night Shift\nEND:VCARD\n"
    )
    imports.run(session, str(path))
    merging.merge(session, CONTACTS, 1, 4)
    out = lines_of(session, CONTACTS)
    for line in ("NICKNAME:Annie", "PHOTO:https://x.example/ann.jpg", "NOTE:about Anna",
                 "EMAIL;PREF=1:ann@x.example", "CATEGORIES:Night Shift"):  # fmt: skip
        assert line in out
    assert out.count("item1.X-ABADR:gb") == 1
    history.undo(session)
    assert lines_of(session, CONTACTS).count("NICKNAME:Annie") == 1


def test_another_card_gives_what_the_first_lacks_and_changes_nothing_the_second_time(
    session, book, tmp_path
):
    path = tmp_path / "other.vcf"
    path.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Anna Taylor\nN:Taylor;Anna;;;\nORG:Bright\nUID:2\n"
        "item1.X-ABDATE:2010-06-15\nitem1.X-ABLabel:Anniversary\nPHOTO:https://x.example/a.jpg\n"
        "CATEGORIES:Others\nNOTE:another\nEND:VCARD\n"
    )
    assert imports.run(session, str(path)).updated == 1
    assert imports.run(session, str(path)).same == 1
    assert imports.run(session, book).same == 3
    out = lines_of(session, CONTACTS)
    for line in ("item1.X-ABADR:gb", "item1-2.X-ABDATE:2010-06-15", "NOTE:about Anna", "UID:2",
                 "item1-2.X-ABLabel:Anniversary", "PHOTO:https://x.example/a.jpg",
                 "CATEGORIES:Friends,VIP Customers,myContacts"):  # fmt: skip
        assert line in out
    assert "Others" not in "".join(out), "she has tags"
    history.undo(session)
    assert "UID:2" not in lines_of(session, CONTACTS)
