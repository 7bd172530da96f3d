"""Letters in: a mailbox, a single file, and what programs put into them."""

import time

import pytest

from crm_tui.errors import InvalidInputError
from crm_tui.exchange import mail_bytes, mail_files, mail_pages

FIRST = """From: =?utf-8?b?0JDQvdC90LA=?= <anna@x.example>
To: Olga <olga@crm.example>, boris@crm.example
Subject: =?koi8-r?B?9MXT1A==?=
Date: Tue, 24 Nov 2026 09:41:00 +0300
Message-ID: <1@x.example>

Hello,
>From here it is cold.
"""
HTML = """From: b@x.example
Subject: offer
Content-Type: multipart/alternative; boundary=q

--q
Content-Type: text/html; charset=nonsense

<head><style>p {}</style></head><p>Dear <b>Olga</b></p><p>yes</p>
--q--
"""
BETWEEN = "From a@x.example Tue Nov 24 09:41:00 2026\n"
HEAD = "From: a@x.example\nSubject: big\n"
PARTS = "Content-Type: multipart/mixed; boundary=q\n\n--q\nContent-Type: text/plain\n\nhello\n\n"
FILE = "--q\nContent-Type: application/pdf\n\n"


def test_a_mailbox_is_a_row_for_each_letter(table):
    content = f"{BETWEEN}{FIRST}\n{BETWEEN}{HTML}\n{BETWEEN}nothing\n"
    (first, second), broken = table("a.mbox", content.encode())
    assert first == {
        "external_id": "1@x.example",
        "kind": "email",
        "subject": "Тест",
        "start": "2026-11-24T09:41:00+03:00",
        "from": "anna@x.example",
        "from name": "Анна",
        "to": "olga@crm.example; boris@crm.example",
        "body": "Hello,\nFrom here it is cold.",
    }
    assert second["body"] == "Dear Olga\nyes"
    assert [row.line for row in broken] == [content[: content.rindex("From ")].count("\n") + 1]


def test_one_letter_is_one_row(table):
    assert [row["from"] for row in table("a.eml", FIRST.encode())[0]] == ["anna@x.example"]


@pytest.mark.parametrize(
    ("charset", "said"), [("koi8-r", "koi8-r"), ("cp1251", "x-none"), ("utf-8", "utf-8")]
)
def test_a_head_in_the_bare_letters_of_an_old_program_is_read(table, charset, said):
    head = (
        "Received: by x; Tue, 24 Nov 2026 09:41:00 +0300\nFrom: a@x.example\n"
        f"Subject: Цены\nDate: soon\nContent-Type: text/plain; charset={said}\n\nhello"
    )
    row = table("a.eml", head.encode(charset))[0][0]
    assert (row["subject"], row["start"]) == ("Цены", "2026-11-24T09:41:00+03:00")


@pytest.mark.parametrize(
    ("said", "charset"),
    [
        ("", "koi8-r"),
        ("", "cp1251"),
        ("Content-Type: text/plain\n", "utf-8"),
        ("Content-Type: text/plain; charset=us-ascii\n", "cp1251"),
        ("Content-Type: text/plain; charset=utf-8\n", "cp1251"),
        ("Content-Type: text/plain; charset=x-none\n", "koi8-r"),
    ],
)
def test_a_letter_that_does_not_say_its_charset_or_a_wrong_one_is_read(table, said, charset):
    text = "Добрый день, вот цены на наши станки"
    row = table("a.eml", f"From: a@x.example\nSubject: О ценах\n{said}\n{text}".encode(charset))[0][
        0
    ]
    assert (row["subject"], row["body"]) == ("О ценах", text)


def test_text_goes_on_behind_a_picture_and_files_are_left_out(table):
    letter = (
        HEAD + PARTS + "--q\nContent-Type: image/png; name=a.png\n\npng\n"
        "--q\nContent-Type: text/plain\n\nand so on\n"
        "--q\nContent-Type: text/plain\nContent-Disposition: attachment\n\nfile\n"
        "--q\nContent-Type: text/plain; name=a.txt\n\nfile\n--q--\n"
    )
    body = table("a.eml", letter.encode())[0][0]["body"]
    assert body.split("\n\n") == ["hello", "and so on", "[a.png] [text/plain] [a.txt]"]


def test_a_page_is_read_whose_head_is_not_closed_or_beside_which_stands_no_text(table):
    parts = PARTS.replace("mixed", "alternative").replace("hello", " ")
    page = "--q\nContent-Type: text/html\n\n<head><title>x<body>Dear <b>Olga</b>\n--q--\n"
    assert table("a.eml", (HEAD + parts + page).encode())[0][0]["body"] == "Dear Olga"


def test_a_letter_as_notepad_or_apple_keep_it_is_read(table):
    marked, apple = f"\ufeff{FIRST}", f"{len(FIRST)}      \n{FIRST}<?xml?>\n<plist></plist>\n"
    for name, text in (("a.eml", marked), ("a.emlx", apple)):
        assert table(name, text.encode())[0] == table("b.eml", FIRST.encode())[0]


def test_a_line_between_two_letters_names_a_day_and_text_that_begins_so_does_not(table):
    text = "From Moscow at 12:30 in 2026\n"
    content = f"{BETWEEN}{HEAD}\nhello\n\n{text}{BETWEEN.replace('a@x.example', '-')}{FIRST}"
    rows = table("a.mbox", content.encode())[0]
    assert [row["subject"] for row in rows] == ["big", "Тест"]
    assert rows[0]["body"] == f"hello\n\n{text}".strip()


def test_what_is_no_mailbox_is_refused(table):
    with pytest.raises(InvalidInputError, match=r"a\.mbox holds no letters"):
        table("a.mbox", b"Hello\n")


@pytest.mark.parametrize("name", ["a.mbox", "a.eml"])
@pytest.mark.parametrize(
    ("letter", "body"),
    [
        (HEAD + PARTS + FILE + "pdf\n" * 100, "hello [application/pdf] […]"),
        (HEAD + "\n" + "text\n" * 100, None),
        (HEAD + "To: " + "b" * 500 + "\n\nhello\n", None),
        (HEAD + PARTS.replace("plain", "csv") + FILE + "pdf\n" * 100, None),
    ],
    ids=["its file", "its text", "its head", "what is not read at all"],
)
def test_of_a_letter_that_is_too_large_nothing_is_lost_but_its_files(
    table, monkeypatch, name, letter, body
):
    monkeypatch.setattr(mail_bytes, "TOO_MUCH", 300)
    start = BETWEEN if name.endswith("mbox") else ""
    rows, broken = table(name, (start + letter).encode())
    assert [" ".join(row["body"].split()) for row in rows] == ([body] if body else [])
    assert len(broken) == (0 if body else 1)


@pytest.mark.parametrize("wide", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_letters_that_somebody_saved_in_letters_of_several_bytes_are_read(table, wide):
    head = "From: a@x.example\nSubject: Цены\nMIME-Version: 1.0\nContent-Transfer-Encoding: "
    bare = f"{head}8bit\nContent-Type: text/plain; charset=koi8-r\n\nпривет\n"
    packed = f"{head}base64\nContent-Type: text/plain; charset=koi8-r\n\n0NLJ18XU\n"
    ((row,), _broken) = table("a.eml", bare.encode(wide))
    assert (row["subject"], row["body"].strip()) == ("Цены", "привет")
    rows, broken = table("a.mbox", f"{BETWEEN}{bare}\n{BETWEEN}{packed}".encode(wide))
    assert ([row["body"].strip() for row in rows], broken) == (["привет", "привет"], [])


def test_files_that_hang_on_a_letter_are_not_read_but_named(table):
    more = (
        '--q\nContent-Type: application/octet-stream; name="a\n b.pdf"\n\nx\n'
        "--q\nContent-Type: application/ms-tnef\n\nx\n"
        "--q\nContent-Type: image/png; name=logo.png\nContent-ID: <1>\n\nx\n--q--\n"
    )
    ((row,), _broken) = table("a.eml", (HEAD + PARTS + more).encode())
    assert row["body"].split() == ["hello", "[a", "b.pdf]", "[winmail.dat]"]


@pytest.mark.parametrize(
    "said",
    [
        f"To: {'b@x.example, ' * 12_000}\n\nhi",
        "Cc: " + '"a' * 9000 + "\n\nhi",
        f"Subject: {'=?utf-8?q?=41?= ' * 9000}\n\nhi",
        f"Content-Type: text/plain{'; a=b' * 2000}\n\nhi",
        "Content-Type: multipart/mixed; boundary=q\n\n" + "--q\nContent-Id: 1\n\nhi\n" * 10_001,
        "Content-Type: multipart/mixed; boundary=q\n\n" + "--q\n\n" * 10_001,
        "".join(f"Content-Type: multipart/mixed; boundary={n}\n\n--{n}\n" for n in range(1001)),
        "".join(f"Content-Type: multipart/mixed; boundary={n}\n\n--{n}\n" for n in range(300))
        + "\n" * 100_000,
        f"X: {'a' * 1024 * 1024}\n\nhi",
    ],
)
def test_a_letter_that_would_take_minutes_costs_only_itself(table, said):
    letter = f"{BETWEEN}Date: soon\nFrom: a@x.example\n{said}\n\n{BETWEEN}{FIRST}"
    rows, (broken,) = table("a.mbox", letter.encode())
    assert ([row["external_id"] for row in rows], broken.line) == (["1@x.example"], 1)
    assert "too many" in str(broken.error) or "too long" in str(broken.error)


def test_a_text_that_is_too_long_is_refused_with_what_else_the_letter_says(table, monkeypatch):
    monkeypatch.setattr(mail_files, "NOTE_LIMIT", 10)
    for said in ("\na longer text\n", "Content-Type: text/html\n\n<p>a longer page\n"):
        _rows, (broken,) = table("a.eml", f"{HEAD}Message-ID: <1@x>\n{said}".encode())
        assert broken.cells[:3] == ["1@x", "email", "big"]
        assert "too long: at most 10 bytes" in str(broken.error)


@pytest.mark.parametrize("name", ["a.mbox", "a.eml"])
def test_files_of_any_size_are_passed_over_and_text_behind_them_is_read(table, monkeypatch, name):
    monkeypatch.setattr(mail_bytes, "TOO_MUCH", 600)
    start = BETWEEN if name.endswith("mbox") else ""
    packed = "Content-Transfer-Encoding: base64\n\n" + "QUJD\n" * 500
    parts = "--q\nContent-Type: image/png; name=a.png\n" + packed + "--q\n\nand so on\n--q--\n"
    ((row,), broken) = table(name, (start + HEAD + PARTS + parts).encode())
    assert (row["body"].split(), broken) == (["hello", "and", "so", "on", "[a.png]"], [])
    inner = 'Subject: in\nContent-Type: multipart/mixed; boundary="in"\n\n--in\nContent-Type: x/y\n'
    forwarded = f"--q\nContent-Type: message/rfc822\n\n{inner}{packed}--in--\n"
    ((row,), broken) = table(name, (start + HEAD + PARTS + forwarded + parts).encode())
    told = ["hello", "and", "so", "on", "[message/rfc822]", "[x/y]", "[a.png]"]
    assert (row["body"].split(), broken) == (told, [])
    monkeypatch.setattr(mail_bytes, "TOO_MUCH", 4000)
    text = f"{start}{HEAD}\n--q\nContent-Type: image/png\n{packed}"
    assert table(name, text.encode())[0][0]["body"].count("QUJD") == 500, "it only looks like it"


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p>one<br>two <b> three</b></p>", "one\ntwo three"),
        ("a < b &amp; c<d", "a < b & c<d"),
        ("<a href='x>y' title=\"o'k\">link</a> <!-- <p>no --> end", "link end"),
        ("<title>no</title><script>if (a<b) {}</script><style>p</style>yes", "yes"),
        ("<!DOCTYPE html><![if mso]>yes<![endif]>", "yes"),
        ("hello <a href=x", "hello <a href=x"),
        ("hello <!-- ends never", "hello <!-- ends never"),
        ("&#60;b&#62;&nbsp;&nosuch;", "<b> &nosuch;"),
        ("<style>ends never", ""),
    ],
)
def test_the_words_of_a_page_are_read_and_what_is_no_tag_is_one_of_them(page, words):
    assert mail_pages.words(page) == words


@pytest.mark.parametrize("piece", ["<b><i> ", "<\n", "<a '", '<a "', "<!--", "<p>\n", "&lt;", "</"])
def test_a_page_is_read_in_one_pass(piece):
    begun = time.process_time()
    mail_pages.words(piece * 40_000)
    assert time.process_time() - begun < 2
