"""Who acts instead of a person excluded from a matter: for that matter alone, with the acts its book asks for
(`WALL_BOOK_ACTS`) that the excluded person holds by role, or by acting instead of another.
"""

from office.models.person import Appointment
from office.roles import MAY, Act
from office.wall.models.wall import Exclusion, acts_by_role, acts_handed_over


def acts_left_without(wall, person) -> set[Act]:
    """The acts on the matter that nobody could do any more once it is hidden from this person too."""
    held = acts_by_role(wall, person) | wall.acts_instead(person)
    hidden = wall.excluded() | {person.pk}
    exclusions = list(wall.exclusions.in_force().select_related("person"))
    rows = Appointment.objects.of(wall.organisation).today().exclude(person__in=hidden)
    roles = {row.role for row in rows if not row.reads_only}
    instead = {row.stand_in_id for row in exclusions} - hidden - {None}
    for pk in instead:
        held -= acts_handed_over(wall, exclusions, pk)
    return {act for act in held if not roles & MAY[act]}


def acts_instead_anywhere(person) -> bool:
    """Whether the person acts instead of somebody in any matter: the pages then look at the row."""
    if not person.is_authenticated:
        return False
    return Exclusion.objects.visible_to(person).in_force().filter(stand_in=person.pk).exists()
