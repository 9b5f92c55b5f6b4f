"""What the database asks of every table of editions, as SQL."""

from office.database.triggers import Guard

# SQL over an edition that is considered.
CONSIDERED_NOW = "OLD.state = 'draft' AND NEW.state <> 'draft'"
NO_QUESTION = (
    "NOT EXISTS (SELECT 1 FROM office_agendaitem q JOIN office_meeting m ON m.id = q.meeting_id "
    "WHERE q.id = NEW.question_id AND m.id = NEW.meeting_id AND m.state = 'closed')"
)
OLDER_SITTING = (
    "EXISTS (SELECT 1 FROM office_meeting m WHERE m.id = NEW.meeting_id AND m.held_on < NEW.begun_on)"
)
OTHER_WORDS = (
    "{now} AND EXISTS (SELECT 1 FROM office_meeting m WHERE m.id = NEW.meeting_id "
    "AND m.seen_lists IS NOT NULL "
    "AND coalesce(m.seen_lists ->> ({key}), '-') <> NEW.considered_sha256)"
)
SIGNED_ALREADY = (
    "EXISTS (SELECT 1 FROM office_annex x JOIN office_order o ON o.id = x.order_id "
    "WHERE x.id = OLD.annex_id AND o.state NOT IN ('draft', 'agreement'))"
)
ON_ITS_WAY = (
    "EXISTS (SELECT 1 FROM {table} w JOIN office_annex x ON x.id = w.annex_id JOIN office_order o "
    "ON o.id = x.order_id WHERE {alike} AND o.state IN ('draft', 'agreement', 'signed'))"
)

EDITION_GUARDS: tuple[Guard, ...] = (
    Guard("an_approved_edition_is_never_changed", "UPDATE", SIGNED_ALREADY),
    Guard("an_approved_edition_is_never_deleted", "DELETE", SIGNED_ALREADY),
    Guard(
        "an_edition_is_considered_at_a_question_of_its_sitting",
        "UPDATE",
        f"{CONSIDERED_NOW} AND {NO_QUESTION}",
    ),
    Guard(
        "a_sitting_is_not_older_than_the_edition_it_considers",
        "UPDATE",
        f"{CONSIDERED_NOW} AND {OLDER_SITTING}",
    ),
)


def other_words_guard(key):
    """The guard that an edition is considered in the words that lay before its sitting; minutes closed before
    these were kept have none. `key` is the `seen_key` of the edition as SQL.
    """
    other = OTHER_WORDS.format(now=CONSIDERED_NOW, key=key)
    return Guard("an_edition_is_considered_in_the_words_its_sitting_saw", "UPDATE", other)


def another_on_its_way(table, same):
    """SQL: the order of an edition alike in the columns `same` is neither registered nor cancelled."""
    alike = " AND ".join(f"w.{column} = NEW.{column}" for column in same)
    return ON_ITS_WAY.format(table=table, alike=alike)
