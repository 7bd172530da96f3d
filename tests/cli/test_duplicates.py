def add(crm, *values):
    return crm("add", "client", "name=Romashka", *values).out.strip()


def test_dupes_lists_finds_nothing_again_and_merges(crm):
    add(crm, "phone=+7 495 555-12-34")
    add(crm, "name=ООО Ромашка", "phone=8 495 555-12-34", "city=Kazan")
    add(crm, "name=Birch", "city=Kazan")
    found = crm("dupes", "--format", "json").json
    assert found == [
        {
            "score": 93,
            "first": {"id": "C-1", "name": "Romashka"},
            "second": {"id": "C-2", "name": "ООО Ромашка"},
            "reasons": ["same name", "same phone"],
        }
    ]
    assert "same name, same phone" in crm("dupes").out
    assert crm("dupes", "--min", "99").out.count("C-") == 0
    assert crm("dupes", "--not", "C-2", "C-1").code == 0
    assert crm("dupes", "--format", "json").json == []
    assert crm("undo").code == 0
    assert crm("dupes", "--auto", "90", "--format", "json").json == {"merged": 1, "kept": 1}
    assert "was merged into C-1 Romashka" in crm("show", "C-2").out
    assert crm("show", "C-2", "--format", "json").json["merged_into"]["id"] == "C-1"
    assert crm("show", "C-1", "--format", "json").json["city"] == "Kazan"


def test_merge_keeps_the_first_but_for_the_fields_that_are_given(crm):
    add(crm, "city=Kazan")
    add(crm, "city=Moscow", "email=a@b.example")
    crm("add", "contact", "display_name=Jane", "client=C-2")
    done = crm("merge", "C-1", "C-2", "city=Tver", "--format", "json")
    assert (done.json["city"], done.json["email"]) == ("Tver", "a@b.example")
    assert "C-2 was merged into C-1: 1 contact" in done.err
    assert crm("show", "P-1", "--format", "json").json["client"]["id"] == "C-1"


def test_what_cannot_be_merged_is_told(crm):
    add(crm)
    crm("add", "contact", "display_name=Jane")
    assert crm("merge", "C-1", "C-9").code == 3
    assert crm("merge", "C-1", "P-1").code == 2
    assert crm("merge", "C-1", "C-1").code == 2
    assert crm("dupes", "--min", "101").code == 2
    assert crm("dupes", "--not", "C-1", "P-1").code == 2
