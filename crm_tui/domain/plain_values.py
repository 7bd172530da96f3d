"""Values of fields as plain text that reads back, and in the shape of JSON.

Every list is written so; what only some kinds of fields need is imported for them.
"""

from datetime import date, datetime, tzinfo

from crm_tui.domain.entities import entity
from crm_tui.domain.fields import Field, Kind, Link, Value


def plain(field: Field, value: Value, currency: str | None, zone: tzinfo) -> str:
    """The value as text that `parse` reads back, for forms, `$EDITOR` and CSV; "" for None.

    `currency` is the record's; a link is written as its name.
    """
    if value is None:
        return ""
    if isinstance(value, Link):
        return value.name or entity(field.entity).shown_id(value.id)
    if isinstance(value, tuple):
        from crm_tui.domain import tags

        return tags.written(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return _plain_moment(value, zone)
    if isinstance(value, date):
        return value.isoformat()
    if field.kind is Kind.MONEY:
        from crm_tui.domain import money

        return money.decimal_text(int(value), currency)
    if isinstance(value, str):
        return value
    from crm_tui.domain import numbers

    return numbers.plain(value)


def as_json(field: Field, value: Value, currency: str | None, zone: tzinfo) -> object:
    """The value in the shape of `--format json`, ready for `json.dumps`."""
    if isinstance(value, Link):
        return {"id": entity(field.entity).shown_id(value.id), "name": value.name}
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if field.kind is Kind.MONEY and isinstance(value, int):
        from crm_tui.domain import money

        return {"amount": money.decimal_text(value, currency), "currency": currency}
    return list(value) if isinstance(value, tuple) else value


def _plain_moment(moment: datetime, zone: tzinfo) -> str:
    """Local time without an offset, but where the clock shows that time twice."""
    local = moment.astimezone(zone)
    precision = "seconds" if local.second else "minutes"
    if local.fold:
        return local.isoformat(timespec="seconds")
    return local.replace(tzinfo=None).isoformat(sep=" ", timespec=precision)
