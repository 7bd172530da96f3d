"""Words of other programs for the choices that ours has under another name."""

from collections.abc import Mapping

from crm_tui.domain.activities import ActivityKind, ActivityStatus, Direction, Priority
from crm_tui.domain.clients import ClientKind, ClientRelation, Lifecycle
from crm_tui.domain.deal_status import DealStatus
from crm_tui.domain.folding import fold

WORDS: Mapping[str, Mapping[str, str]] = {
    "kind": {
        ClientKind.COMPANY: "organization, organisation, business, account, firm, legal entity, "
        "организация, фирма, юрлицо, юридическое лицо, юр. лицо",
        ClientKind.PERSON: "individual, private, private person, person account, "
        "физлицо, физическое лицо, физ. лицо, частное лицо, человек",
    },
    "relation": {
        ClientRelation.CUSTOMER: "client, customer - direct, customer - channel, prospect, lead, "
        "customers, клиенты, покупатель, заказчик, потенциальный клиент",
        ClientRelation.PARTNER: "channel partner / reseller, technology partner, reseller, "
        "installation partner, integrator, agent, партнеры, дилер, агент, посредник",
        ClientRelation.SUPPLIER: "vendor, manufacturer, поставщики, подрядчик, производитель",
        ClientRelation.COMPETITOR: "competition, rival, конкуренты",
        ClientRelation.OTHER: "others, analyst, investor, press, прочее, другие, иное",
    },
    "lifecycle": {
        Lifecycle.SUSPECT: "subscriber, visitor, new, open, open - not contacted, not contacted, "
        "cold, attempted to contact, подписчик, новый, не обработан, необработанный, холодный",
        Lifecycle.LEAD: "leads, prospect, contacted, working, working - contacted, in progress, "
        "marketing qualified lead, mql, nurturing, warm, connected, лиды, в работе, в обработке, "
        "потенциальный, потенциальный клиент, теплый",
        Lifecycle.QUALIFIED: "sales qualified lead, sql, opportunity, open deal, hot, "
        "квалифицирован, квалифицированный лид, сделка, горячий, переговоры",
        Lifecycle.CUSTOMER: "client, won, closed won, closed - converted, converted, active, "
        "evangelist, покупатель, заказчик, действующий, активный, качественный лид, успешно",
        Lifecycle.REGULAR: "repeat, loyal, vip, постоянный клиент, лояльный",
        Lifecycle.DORMANT: "inactive, churned, former, sleeping, неактивный, бывший, спящий",
        Lifecycle.LOST: "closed lost, closed - not converted, unqualified, disqualified, junk, "
        "bad timing, not interested, некачественный лид, отказ, закрыт, проигран, не целевой",
    },
    "activity.kind": {
        ActivityKind.CALL: "phone call, logged call, incoming call, outgoing call, phone, звонки, "
        "телефонный звонок, входящий звонок, исходящий звонок",
        ActivityKind.MEETING: "appointment, demo, lunch, встречи, переговоры, совещание",
        ActivityKind.VISIT: "on site, выезд",
        ActivityKind.EMAIL: "mail, e-mail, email, эл. почта, электронное письмо, почта",
        ActivityKind.MESSAGE: "sms, chat, whatsapp, telegram, linkedin message, смс, чат",
        ActivityKind.TASK: "to-do, todo, to do, follow up, follow-up, deadline, дело, задание",
        ActivityKind.NOTE: "comment, memo, заметки, комментарий, примечание",
    },
    "status": {
        ActivityStatus.PLANNED: "open, not started, in progress, scheduled, to do, deferred, "
        "waiting, waiting on someone else, needs-action, confirmed, tentative, новая, открыта, "
        "в работе, не начата, ждет выполнения, выполняется",
        ActivityStatus.DONE: "completed, closed, complete, finished, held, yes, true, выполнена, "
        "выполнено, завершена, завершено, закрыта, сделано, да",
        ActivityStatus.NOT_HELD: "no show, no-show, missed, не состоялась",
        ActivityStatus.CANCELLED: "canceled, rejected, declined, отменена, отменено",
    },
    "deal.status": {
        DealStatus.OPEN: "in progress, active, new, pending, в работе, в процессе, открыта, новая, "
        "активная, не закрыта",
        DealStatus.WON: "won, closed won, closed - won, closedwon, win, success, successful, sold, "
        "успешно реализовано, сделка успешна, успешно, успешна, выиграна, выиграно, продано, "
        "оплачено",
        DealStatus.LOST: "lost, closed lost, closed - lost, closedlost, loss, failed, rejected, "
        "abandoned, закрыто и не реализовано, сделка провалена, проиграна, проиграно, провалена, "
        "не реализовано, отказ",
    },
    "direction": {
        Direction.IN: "inbound, incoming, received, входящее",
        Direction.OUT: "outbound, outgoing, sent, исходящее",
    },
    "priority": {
        Priority.LOW: "lowest, minor, низкая",
        Priority.NORMAL: "medium, middle, none, средний, средняя, обычная",
        Priority.HIGH: "urgent, highest, important, critical, высокая, срочно, важно",
    },
}  # fmt: skip
"""By the field, where two entities have one of that name with the entity before it."""


def known(entity_one: str, field: str, word: str) -> str | None:
    """The key of our choice that the word of another program means; None for one unknown."""
    by_key = WORDS.get(f"{entity_one}.{field}") or WORDS.get(field, {})
    folded = fold(word)
    return next((str(key) for key, words in by_key.items() if folded in words.split(", ")), None)
