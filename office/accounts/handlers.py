"""Who entered, appointed or reset several accounts: what a page says beside an act of two persons that the
database lets pass (`office/accounts/second_person.py`).
"""

from datetime import datetime, timedelta

from django.db.models import Q

from office.accounts.models import SignInCode
from office.accounts.second_person import HANDS_OFF_DAYS
from office.models.audit import Change
from office.models.person import Appointment, Person


def handlings_of(person, since: datetime, until: datetime) -> list[tuple[int, datetime]]:
    """(primary key of who handled the account, when) between the two moments."""
    entered = Q(table_name=Person._meta.db_table, row_id=person.pk)
    appointed = Q(table_name=Appointment._meta.db_table)
    given = Q(table_name=SignInCode._meta.db_table, event=Change.Event.INSERT)
    found = Change.objects.filter(
        (entered & (Q(event=Change.Event.INSERT) | Q(new__has_key="is_active")))
        | (appointed & Q(row_id__in=list(person.appointments.values_list("pk", flat=True))))
        | (given & Q(row_id__in=list(person.sign_in_codes.values_list("pk", flat=True)))),
        at__gt=since,
        at__lte=until,
        person_id__isnull=False,
    )
    return list(found.values_list("person_id", "at"))


def handlers_of_both(first, second, moments: list[datetime]) -> list[Person | None]:
    """For each moment a third person who handled both accounts in the days before it, or None."""
    window = timedelta(days=HANDS_OFF_DAYS)
    since, until = min(moments) - window, max(moments)
    accounts = [handlings_of(person, since, until) for person in (first, second)]
    found = []
    for moment in moments:
        one, other = (
            {handler for handler, at in account if moment - window < at <= moment} for account in accounts
        )
        found.append(min((one & other) - {first.pk, second.pk}, default=None))
    people = Person.objects.in_bulk({pk for pk in found if pk})
    return [people.get(pk) if pk else None for pk in found]
