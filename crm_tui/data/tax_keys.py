"""A tax id without the signs that it is written with, as SQL: the rule of `domain.folding`."""

from crm_tui.domain.folding import TAX_SIGNS

TAX_ID = "tax_id"


def tax_key(column: str) -> str:
    """`folding.tax_key` of the column.

    `client_tax_key` is an index of it, for queries that say `tax_id IS NOT NULL`, too.
    """
    found = f"upper({column})"
    for sign in TAX_SIGNS:
        found = f"replace({found}, '{sign}', '')"
    return found


def staged_tax_key(column: str) -> str:
    """The same, where no index is to be met: of digits and capitals alone it is found at once."""
    return f"CASE WHEN {column} GLOB '*[^0-9A-Z]*' THEN {tax_key(column)} ELSE {column} END"


def comparable(column: str) -> str:
    """What records are compared by, of a column that tells them: a tax id in any spelling."""
    return tax_key(column) if column.endswith(TAX_ID) else column
