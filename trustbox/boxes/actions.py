"""What closing a box creates: an entry for each letter, and the minutes of the commission."""

from office.actions import keep_meeting
from office.files.clean_copy import EXTENSIONS
from office.files.models import media_type_of
from office.models.commission import Meeting
from office.wall.actions import keeping_mode
from office.wall.models.custody import Keeping
from trustbox.journal.actions import take_appeal

QUESTION = "«Ишеним кутучасын» ачуу жана кайрылууларды алуу"


def count_letters(opening, count) -> bool:
    """Set how many letters lie on the table; False when more are entered already.

    The opening must be locked.
    """
    if count < opening.entered_count:
        return False
    opening.count = count
    opening.version += 1
    opening.save(update_fields=["count", "version"])
    return True


def take_letters(opening, *, by):
    """Enter every letter of the table, in its order, and clear the table. Returns the entries."""
    letters = list(opening.letters.all())
    entries = [take_letter(letter, by=by) for letter in letters]
    opening.letters.all().delete()
    return entries


def take_letter(letter, *, by):
    """The entry of a letter. The picture of an anonymous one is read with it.

    The picture of a signed one is sealed with the identity, or let go where no vault is kept.
    """
    opening, enclosure = letter.opening, letter.enclosure()
    keeps_names = keeping_mode(opening.organisation) == Keeping.Mode.VAULT
    receipt = take_appeal(
        opening.organisation,
        channel="box",
        received_on=opening.opened_on,
        kind=letter.kind,
        text=letter.text,
        language=letter.language,
        anonymous=letter.anonymous,
        identity=enclosure.particulars if keeps_names else None,
        signatories=letter.signatories,
        about=letter.about,
        opening=opening,
        files=[("", enclosure.photo)] if enclosure.photo and letter.anonymous else [],
        originals=[(name_of(enclosure.photo), enclosure.photo)]
        if enclosure.photo and not letter.anonymous
        else [],
        by=by,
    )
    return receipt.appeal


def name_of(photo):
    """What a custodian who opens the picture finds it under."""
    return f"letter.{EXTENSIONS[media_type_of(photo)]}"


def take_minutes(opening, entries, *, by):
    """The minutes of the opening, closed under the next number of the year (003 8)."""
    meeting = Meeting.objects.create(
        organisation=opening.organisation,
        commission=opening.commission,
        held_on=opening.opened_on,
        place=opening.box.place_ky[:200],
    )
    seats = [row.seat for row in opening.attendees.select_related("seat")]
    keep_meeting(meeting, present=opening.present(), questions=[QUESTION], seats=seats)
    item = meeting.items.get()
    item.heard, item.decision = heard_text(opening), decision_text(opening, entries)
    item.votes_for = len(opening.present())
    item.save()
    return meeting.move("close", by=by)


def heard_text(opening):
    """In the language of the papers: the state of the seal, how many letters."""
    whole = "бузулган эмес" if opening.seal_whole else "бузулган"
    return (
        f"Кутучанын мөөрү № {opening.seal_before}, {whole}. Кутуча комиссиянын катышуусунда ачылды. "
        f"Кутучадан алынган кайрылуулардын саны: {opening.count}."
    )


def decision_text(opening, entries):
    if not entries:
        return f"Кутуча бош болгону белгиленсин. Кутуча жабылып, № {opening.seal_after} мөөр басылсын."
    first, last = entries[0].number, entries[-1].number
    numbers = f"№ {first}" if first == last else f"№ {first}–{last}"
    return (
        f"Кайрылуулар каттоо журналына {numbers} менен катталсын. Кутуча жабылып, № "
        f"{opening.seal_after} мөөр басылсын."
    )
