"""The draft order that approves a version of the standard."""

from django.utils.translation import gettext as _

from office.kyrgyz import dative
from office.lists.checks import empty_list_finding
from office.lists.order import prepare_order
from office.roles import Role
from standards.text.contexts import text_table

OF_PEOPLE = "кызматкерлеринин коррупцияга каршы жүрүм-турум стандарттары"


def prepare_standard_order(standard):
    """Make the draft order that approves a version, with the text as it stands now as its annex.

    Returns the annex.
    """
    before = type(standard).objects.of(standard.organisation).in_force().first()
    findings = []
    if not standard.points.exists():
        findings.append(empty_list_finding(_("The text has no point yet."), standard.get_absolute_url()))
    return prepare_order(
        standard.organisation,
        name=OF_PEOPLE,
        act="",
        table=text_table(standard),
        title=standard.title,
        findings=findings,
        points=[acquaintance_point(standard.organisation)],
        replaced=before.order if before else None,
        replaced_name="стандарттар",
    )


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
