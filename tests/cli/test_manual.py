"""`crm help`: the pages of the manual."""


def test_without_a_topic_all_pages_are_listed_and_a_topic_prints_its_page(crm):
    assert "day       " in crm("help").out
    page = crm("help", "day")
    assert page.code == 0
    assert page.out.startswith("# Plan a day\n")
    assert crm("help", "plan a day").out == page.out
    assert "(`crm help filter`)" in crm("help", "find").out


def test_a_command_without_a_page_shows_its_help_and_a_mistyped_topic_the_nearest(crm):
    assert crm("help", "redo").out == crm("redo", "--help").out
    missed = crm("help", "dya")
    assert missed.code == 2
    assert "did you mean day" in missed.err


def test_a_page_that_is_there_in_english_only_says_so(crm):
    assert crm("--lang", "ru", "help", "undo").out.startswith("# Отмена и история\n")
    page = crm("--lang", "ru", "help", "commands")
    assert page.out.startswith("# Commands")
    assert "только по-английски" in page.err
