"""Entries whose words an act of disposal has removed: a dash stands in their place, the commitment to what
stood there stays in the leaves of the record.
"""

REMOVED = "—"
WORDS = ("text", "masked", "reason")  # of a sealed record, where it has them

# What the events make of an entry and no act of disposal touches.
NO_WORDS = (
    *("version", "state", "due_on", "extended_to", "executor_id", "institution_id", "answer_number"),
    *(
        "answer_date",
        "answer_language",
        "result",
        "ground",
        "function",
        "zone",
        "provision_id",
        "finished",
        "named_on",
    ),
)

# SQL over an entry that changes otherwise than by its next event.
NO_EVENT = (
    "(NEW.version <> OLD.version + 1 OR NEW.version <> 1 + "
    "(SELECT count(*) FROM trustbox_appealevent e WHERE e.appeal_id = NEW.id))"
)

ACT_OF_A_KIND = (
    "OLD.disposal_id IS NULL AND EXISTS (SELECT 1 FROM office_disposal d JOIN office_disposalunit u "
    "ON u.disposal_id = d.id WHERE d.id = NEW.disposal_id AND d.state = 'approved' AND u.kind = '{kind}')"
)
# SQL over a row that changes: an approved act over entries, or over letters of the tray, is removing its
# words now.
BY_AN_ACT = ACT_OF_A_KIND.format(kind="appeals")
BY_AN_ACT_OVER_LETTERS = ACT_OF_A_KIND.format(kind="tray_letters")


def same_columns_sql(*columns: str) -> str:
    """SQL of both engines: whether none of the columns differs."""
    return " AND ".join(f"OLD.{column} IS NOT DISTINCT FROM NEW.{column}" for column in columns)


def removed_words_sql(*columns: str) -> str:
    """SQL of both engines: whether each of these texts stays or becomes a dash."""
    return " AND ".join(f"(OLD.{column} = NEW.{column} OR NEW.{column} = '{REMOVED}')" for column in columns)
