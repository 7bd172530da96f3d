"""The team desk, and the way from it to the work of one of us."""

from crm_tui.data.stores import users
from crm_tui.domain.entities import ACTIVITIES
from crm_tui.services import records
from crm_tui.services import users as of_the_firm


async def test_the_desk_leads_to_the_work_of_each_and_is_for_those_who_lead(
    crm, session, romashka, press, seen
):
    anna = users.sign_in("anna", "Anna [b]Novak", session.now())
    typed = {"subject": "late offer", "due": "2026-11-20", "owner": "anna"}
    records.add(session, ACTIVITIES, typed)
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "g", "u")
        assert "Anna [b]Novak" in seen(app)[2]
        assert seen(app)[2].split()[-2:] == ["1", "1"]
        await press(pilot, "enter")
        assert "Anna [b]Novak" in seen(app)[0]
        assert "late offer" in "\n".join(seen(app))
        assert "ask about the contract" not in "\n".join(seen(app))
        of_the_firm.give_role(session, anna, "admin")
        of_the_firm.give_role(session, session.user, "rep")
        app.changed()
        await press(pilot, "g", "u")
        assert "you are sales rep" in "\n".join(seen(app))


async def test_my_work_is_lent_from_today_and_taken_back(
    crm, session, romashka, press, seen, toasts
):
    users.sign_in("anna", "Anna Novak", session.now())
    app = crm()
    async with app.run_test() as pilot:
        await press(pilot, "L", *"anna", "tab", *"yesterday", "enter")
        assert "this day is past" in "\n".join(seen(app))
        await press(pilot, *["backspace"] * 9, *"fri")
        told = "to Anna Novak until Fri 27 Nov: 1 client, 1 activity"
        assert told in "\n".join(seen(app))
        await press(pilot, "enter")
        assert toasts(app)[-1] == "lent: 2 records, u takes it back"
        assert "OVERDUE" not in "\n".join(seen(app))
        await press(pilot, "L")
        assert "lent to Anna Novak until 27 Nov 2026" in "\n".join(seen(app))
        await press(pilot, "enter")
        assert toasts(app)[-1] == "back again: 2 records"
        assert records.get(session, ACTIVITIES, 3).owner.name == "Olga"
