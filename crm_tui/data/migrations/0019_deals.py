"""Deals, with their stages and the reasons why they are lost; activities may belong to one."""

from typing import Any

from crm_tui.domain.texts import _

MADE_AT = "2026-11-27 00:00:00"

PICK_LISTS = {
    "stage": (
        ("new", _("first contact")),
        ("needs", _("needs known")),
        ("offer", _("offer")),
        ("negotiation", _("negotiation")),
        ("contract", _("contract")),
    ),
    "lost_reason": (
        ("price", _("price")),
        ("competitor", _("competitor")),
        ("no-budget", _("no budget")),
        ("no-need", _("no need")),
        ("postponed", _("postponed")),
        ("no-answer", _("no answer")),
    ),
}

STATEMENTS = (
    """CREATE TABLE "deal" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "version" INTEGER NOT NULL,
        "created_at" TEXT NOT NULL,
        "created_by" INTEGER,
        "changed_at" TEXT NOT NULL,
        "changed_by" INTEGER,
        "archived_at" TEXT,
        "extra" TEXT NOT NULL,
        "name" TEXT NOT NULL,
        "name_key" TEXT NOT NULL,
        "client_id" INTEGER NOT NULL,
        "contact_id" INTEGER,
        "stage" TEXT,
        "status" TEXT NOT NULL,
        "amount" INTEGER,
        "currency" TEXT,
        "expected_close" TEXT,
        "closed_at" TEXT,
        "lost_reason" TEXT,
        "source" TEXT,
        "owner_id" INTEGER,
        "tags" TEXT,
        "notes" TEXT,
        "external_id" TEXT,
        "last_contact" TEXT,
        "next_contact" TEXT,
        FOREIGN KEY ("client_id") REFERENCES "client" ("id"),
        FOREIGN KEY ("contact_id") REFERENCES "contact" ("id"),
        FOREIGN KEY ("owner_id") REFERENCES "user" ("id"))""",
    'CREATE INDEX "deal_name_key" ON "deal" ("name_key")',
    'CREATE INDEX "deal_client_id" ON "deal" ("client_id")',
    'CREATE INDEX "deal_contact_id" ON "deal" ("contact_id")',
    'CREATE INDEX "deal_owner_id" ON "deal" ("owner_id")',
    'CREATE INDEX "deal_archived_at_name_key" ON "deal" ("archived_at", "name_key")',
    """CREATE INDEX "deal_status_archived_at_next_contact_owner_id"
        ON "deal" ("status", "archived_at", "next_contact", "owner_id")""",
    'CREATE INDEX "deal_tags" ON "deal" ("tags") WHERE ("tags" IS NOT NULL)',
    """CREATE INDEX "deal_external_id" ON "deal" ("external_id")
        WHERE ("external_id" IS NOT NULL)""",
    'ALTER TABLE "activity" ADD COLUMN "deal_id" INTEGER REFERENCES "deal" ("id")',
    """CREATE INDEX "activity_deal_id_start" ON "activity" ("deal_id", "start")
        WHERE ("deal_id" IS NOT NULL)""",
)


def up(_migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
    for name, values in PICK_LISTS.items():
        for position, (key, label) in enumerate(values):
            db.execute_sql(
                """INSERT INTO lookup (version, created_at, changed_at, list, key, label, position,
                shipped) VALUES (1, ?, ?, ?, ?, ?, ?, 1)""",
                (MADE_AT, MADE_AT, name, key, label, position),
            )
