"""Who entered, appointed or reset several accounts: what a page says beside an act of two persons that the
database lets pass (`office/accounts/second_person.py`).
"""

from datetime import datetime, timedelta

from django.db.models import Q

from office.accounts.models import SignInCode
from office.accounts.second_person import HANDS_OFF_DAYS
from office.models.audit import Change
from office.models.person import Appointment, Person


def handlers_of(person, moment: datetime) -> set[int]:
    """Primary keys of those who handled an account in the days before the moment."""
    entered = Q(table_name=Person._meta.db_table, row_id=person.pk)
    appointed = Q(table_name=Appointment._meta.db_table)
    given = Q(table_name=SignInCode._meta.db_table, event=Change.Event.INSERT)
    found = Change.objects.filter(
        (entered & (Q(event=Change.Event.INSERT) | Q(new__has_key="is_active")))
        | (appointed & Q(row_id__in=list(person.appointments.values_list("pk", flat=True))))
        | (given & Q(row_id__in=list(person.sign_in_codes.values_list("pk", flat=True)))),
        at__gt=moment - timedelta(days=HANDS_OFF_DAYS),
        at__lte=moment,
        person_id__isnull=False,
    )
    return set(found.values_list("person_id", flat=True))


def handler_of_both(first, second, moment: datetime) -> Person | None:
    """A third person who handled both accounts in the days before the moment."""
    both = handlers_of(first, moment) & handlers_of(second, moment)
    return Person.objects.filter(pk__in=both - {first.pk, second.pk}).first()
