"""The words of an entry go by an act of disposal: what came in, what was written on it, who wrote."""

from collections import defaultdict

from django.db.models import Case, F, TextField, Value, When

from office.files.models import StoredFile
from office.retention.kinds import settled
from office.wall.models.wall import Wall
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.disposed import REMOVED, WORDS
from trustbox.journal.models.events import AppealEvent


def remove_words(organisation, pks, disposal):
    """Put a dash where words stood, delete sealed identities; numbers, days, states and digests stay.

    What an entry was in the quarantine tray loses its words too, and so do the copies set aside for it.
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
    remove_copies(letters, pks, disposal)
    letters.filter(appeal__in=pks).remove_words(disposal)


def remove_words_of_letters(organisation, pks, disposal):
    """Put a dash where words of letters set aside stood, delete sealed identities; numbers, days, decisions
    and digests stay.
    """
    letters = Appeal._meta.get_field("tray_letter").related_model.objects.of(organisation).filter(pk__in=pks)
    for letter in letters.select_related("wall"):
        forget_writer(letter.wall, disposal)
    letters.remove_words(disposal)


def remove_copies(letters, pks, disposal):
    """Take the words of the copies set aside for these entries, with the files that the act names and who
    wrote them; before the words of the letters themselves go, by which the copies are found.

    What a written request is under way for keeps its identity.
    """
    copies = letters.filter(pk__in=list(letters.left_by(pks).values_list("pk", flat=True)))
    units = disposal.units.filter(kind="appeals")
    named = set().union(*(unit.file_digests for unit in units))
    files = StoredFile.objects.of(disposal.organisation).filter(wall__in=copies.values("wall"))
    files.filter(sha256__in=named, disposal=None, erasure=None).update(name="", disposal=disposal)
    for copy in settled(copies).select_related("wall"):
        forget_writer(copy.wall, disposal)
    copies.remove_words(disposal)


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
