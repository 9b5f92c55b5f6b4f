"""The words of an entry go by an act of disposal: what came in, what was written on it, who wrote."""

from collections import defaultdict

from django.db.models import Case, F, TextField, Value, When

from office.wall.models.wall import Wall
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.disposed import REMOVED, WORDS
from trustbox.journal.models.events import AppealEvent


def remove_words(organisation, pks, disposal):
    """Put a dash where words stood, delete sealed identities; numbers, days, states and digests stay.

    What an entry was in the quarantine tray loses its words too.
    """
    events = AppealEvent.objects.of(organisation).filter(appeal__in=pks)
    # Of a mended copy the text is the digest of a file.
    events.exclude(kind=AppealEvent.Kind.MENDED).update(disposal=disposal, **dashes(WORDS))
    measures = defaultdict(list)
    for event in events.filter(kind=AppealEvent.Kind.MEASURE).order_by("place"):
        measures[event.appeal_id].append(f"{event.day:%d.%m.%Y} {event.text}".strip())
    for appeal in Appeal.objects.of(organisation).filter(pk__in=pks).select_related("wall"):
        Appeal.objects.of(organisation).filter(pk=appeal.pk).update(
            disposal=disposal,
            measures="\n".join(measures[appeal.pk]),
            **dashes(("text", "summary", "masked", "answer_reason")),
        )
        forget_writer(appeal.wall, disposal)
    letters = Appeal._meta.get_field("tray_letter").related_model.objects.of(organisation)
    letters.filter(appeal__in=pks).update(disposal=disposal, text=REMOVED)


def dashes(columns) -> dict:
    """A dash for each of the columns that holds anything."""
    words = Value(REMOVED, TextField())
    return {column: Case(When(**{column: ""}, then=F(column)), default=words) for column in columns}


def forget_writer(wall, disposal):
    """Delete the sealed fields of an identity; the wall says which act did it."""
    words = f"№ {disposal.number}/{disposal.year} жок кылуу актысы"
    if not wall.left:
        return
    erased = wall.erased | dict.fromkeys(wall.left, words)
    wall.identities.all().delete()
    Wall.objects.of(wall.organisation).filter(pk=wall.pk).update(erased=erased)
