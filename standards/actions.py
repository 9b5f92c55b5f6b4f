"""What changes several rows of the standard at once."""

from django.db import transaction
from django.utils.translation import gettext as _

from office.kyrgyz import date_words_of, dative
from office.lists.order import add_points, draft_order
from office.registers.workflow import Refused
from office.roles import Role
from standards.contexts import text_table

OF_PEOPLE = "кызматкерлеринин коррупцияга каршы жүрүм-турум стандарттары"


@transaction.atomic
def prepare_standard_order(standard):
    """Make the draft order that approves a version, with the text as it stands now as its annex.

    Returns the annex.
    """
    if not standard.points.exists():
        raise Refused(_("The text has no point yet."))
    table = text_table(standard)
    order = draft_order(standard.organisation, OF_PEOPLE, "")
    annex = order.attach(standard.title, table["form"], {"title": standard.title, "table": table})
    add_points(order, [acquaintance_point(standard.organisation), *repeal_points(standard)])
    return annex


def acquaintance_point(organisation) -> str:
    """The point of 629-Б that puts the bringing to people on the authorised officer; a blank while there is
    none.
    """
    officer = organisation.appointments.today().filter(role=Role.OFFICER).first()
    name = dative(officer.person.initials) if officer else "____________________"
    return (
        "Стандарттарды өздүк курамга, ведомстволук бөлүмдөргө жеткирүү "
        f"коррупциянын алдын алуу маселеси боюнча ыйгарым укуктуу {name} милдеттендирилсин."
    )


def repeal_points(standard) -> list[str]:
    """The point by which the version before loses its force; none while there is no
    registered order of it.
    """
    before = type(standard).objects.of(standard.organisation).in_force().first()
    if before is None or before.order is None or not before.order.is_registered:
        return []
    day = date_words_of(before.order.date)
    return [
        f"{day} № {before.order.number} буйругу менен бекитилген стандарттар күчүн жоготту деп эсептелсин."
    ]
