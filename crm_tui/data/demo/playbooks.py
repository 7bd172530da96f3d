"""The playbooks of the demo, in both languages of its clients."""

from crm_tui.data.journal import Journal
from crm_tui.data.stores import playbooks
from crm_tui.domain.playbooks import Playbook, read_steps

CHAINS = (
    ("New lead", "call, what do they need? +0, send the offer +2, call about the offer +7"),
    ("Новый лид", "позвонить, что нужно? +0, отправить КП +2, позвонить насчёт КП +7"),
    ("After a delivery", "call, has all arrived? +1, ask for a reference +14"),
)


def build(journal: Journal) -> None:
    for name, steps in CHAINS:
        playbooks.insert(journal, Playbook(0, 1, name, read_steps(steps)))
