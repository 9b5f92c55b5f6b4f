"""Who counts as a second person, for every act that two persons do together.

Whoever keeps the accounts can make one and hold both names. The audit remembers whose hand was on an account
and when: the database asks it, so that no page and no command goes round.
"""

from django.utils.translation import gettext_lazy as _

from office.database.triggers import Guard

SETTLED_DAYS = 7  # as long an account, its appointments and its factor stand before they take a factor away
HANDS_OFF_DAYS = 30  # as long whoever made, appointed or reset another one is no second person to them
# As long two whom one third person made or reset are no second persons to each other. A village of eight has
# one administrator: whom he helped to sign in again waits a week, not a month.
THIRD_HAND_DAYS = SETTLED_DAYS

# Rows `c` of the audit: the account was entered or let in, appointed to something, given a one-time code.
HANDLED = """(
    EXISTS (SELECT 1 FROM office_change c WHERE c.table_name = 'office_person' AND c.row_id = {person}
        AND (c.event = 'INSERT' OR CAST(c.new AS text) LIKE '%"is_active"%') AND {when})
    OR EXISTS (SELECT 1 FROM office_appointment a JOIN office_change c
        ON c.table_name = 'office_appointment' AND c.row_id = a.id
        WHERE a.person_id = {person} AND {when})
    OR EXISTS (SELECT 1 FROM office_signincode s JOIN office_change c
        ON c.table_name = 'office_signincode' AND c.row_id = s.id AND c.event = 'INSERT'
        WHERE s.person_id = {person} AND {when}))"""


def handled_since(person: str, moment: str) -> str:
    """SQL: whether anybody handled the account after the moment; both are columns or SQL."""
    return HANDLED.format(person=person, when=f"c.at > {moment}")


def made_by_the_other(name: str, *, when: str, asker: str, second: str, asked_at: str) -> Guard:
    """The guard that one hand does not hold both names: of `asker` and `second`, columns of NEW, neither
    handled the other's account in the days before `asked_at` or later.
    """
    since = f"days_after(NEW.{asked_at}, -{HANDS_OFF_DAYS})"
    pairs = ((f"NEW.{second}", f"NEW.{asker}"), (f"NEW.{asker}", f"NEW.{second}"))
    hands = [
        HANDLED.format(person=person, when=f"c.person_id = {other} AND c.at > {since}")
        for person, other in pairs
    ]
    return Guard(
        name,
        "UPDATE",
        f"{when} AND ({' OR '.join(hands)})",
        words=_(
            "One of the two persons entered, appointed or reset the other within the last 30 days. Another "
            "second person is needed."
        ),
        sees_every_body=True,
    )


# Who handled an account after a moment.
HANDLERS = """SELECT c.person_id FROM office_change c
        WHERE c.table_name = 'office_person' AND c.row_id = {person}
        AND (c.event = 'INSERT' OR CAST(c.new AS text) LIKE '%"is_active"%') AND c.at > {since}
    UNION ALL SELECT c.person_id FROM office_appointment a JOIN office_change c
        ON c.table_name = 'office_appointment' AND c.row_id = a.id
        WHERE a.person_id = {person} AND c.at > {since}
    UNION ALL SELECT c.person_id FROM office_signincode s JOIN office_change c
        ON c.table_name = 'office_signincode' AND c.row_id = s.id AND c.event = 'INSERT'
        WHERE s.person_id = {person} AND c.at > {since}"""
ONE_HANDLER = "{when} AND EXISTS (SELECT 1 FROM ({one}) h WHERE h.person_id IN ({other}))"


def made_by_a_third(name: str, *, when: str, asker: str, second: str, asked_at: str) -> Guard:
    """The guard that nobody who is neither of them holds both names: no third person handled both accounts in
    the week before `asked_at` or later.
    """
    since = f"days_after(NEW.{asked_at}, -{THIRD_HAND_DAYS})"
    one, other = (HANDLERS.format(person=f"NEW.{column}", since=since) for column in (asker, second))
    return Guard(
        name,
        "UPDATE",
        ONE_HANDLER.format(when=when, one=one, other=other),
        words=_(
            "One and the same person entered, appointed or reset both of these two within the last week. "
            "Another second person is needed, or a week has to pass."
        ),
        sees_every_body=True,
    )


def two_hands(the_other: str, a_third: str, *, when: str, asker: str, second: str, asked_at: str):
    """Both guards of an act of two persons, under these names."""
    columns = {"when": when, "asker": asker, "second": second, "asked_at": asked_at}
    return made_by_the_other(the_other, **columns), made_by_a_third(a_third, **columns)
