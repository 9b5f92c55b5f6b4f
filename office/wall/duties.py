"""What of the wall waits for a person: the lines of «My day»."""

from django.utils.translation import gettext as _

from office.duties import HERE, ME, MINE, Source
from office.registers.links import MyDayLine
from office.roles import Act, may
from office.wall.actions import thinly_sealed
from office.wall.models.disclosure import Disclosure
from office.wall.models.erasure import Erasure
from office.wall.models.identity import Identity
from office.wall.models.vault import Custodian
from office.wall.models.wall import Wall
from office.wall.registers import CUSTODIANS, KEEPINGS

MAX_LINES = 20


def thin_vault_my_day_lines(person, organisation):
    """For the administrator, and for the head who names custodians: names that a lost key would lose."""
    if organisation is None:
        return []
    register = next((register for act, register in MEND_A_VAULT if may(person, act, organisation)), None)
    fields = thinly_sealed(organisation) if register else 0
    if not fields:
        return []
    words = _("Sealed fields that fewer than two keys open: %(count)s") % {"count": fields}
    return [MyDayLine(words, register.url("register"), urgency="overdue", term=_("name a custodian"))]


MEND_A_VAULT = ((Act.SIGN, CUSTODIANS), (Act.MANAGE, KEEPINGS))


def unsorted_wall_lines(person, organisation):
    """My-day lines of the matters about somebody of a role, whom nobody has named yet."""
    rows = Wall.objects.visible_to(person, Act.DISCLOSE).exclude(about="")
    to_sort = _("to be sorted: is it about the person its sender means?")
    return [
        MyDayLine(str(row), row.get_absolute_url(), state=to_sort)
        for row in [row for row in rows if row.unsorted()][:MAX_LINES]
    ]


def custodian_key_lines(person, organisation):
    """My-day lines of the keys this person has to make or to verify."""
    keys = Custodian.objects.visible_to(person, Act.CUSTODY).filter(person=person, state__in=UNFINISHED_KEY)
    return [
        MyDayLine(_("Custodian of a key"), row.get_absolute_url(), state=row.get_state_display())
        for row in keys
    ]


def disclosure_lines(person, organisation):
    """My-day lines of requests to confirm, then of those to open."""
    entered = Disclosure.objects.visible_to(person, Act.CONFIRM).filter(state=Disclosure.State.ENTERED)
    confirmed = Disclosure.objects.visible_to(person, Act.CUSTODY).filter(state=Disclosure.State.CONFIRMED)
    return request_lines(entered.exclude(entered_by=person), confirmed)


def erasure_lines(person, organisation):
    """My-day lines of erasures to confirm, then of those to carry out."""
    demanded = Erasure.objects.visible_to(person, Act.CONFIRM).filter(state=Erasure.State.ENTERED)
    to_erase = Erasure.objects.visible_to(person, Act.DISCLOSE).filter(state=Erasure.State.CONFIRMED)
    return request_lines(demanded.exclude(entered_by=person), to_erase)


def request_lines(*kinds):
    return [
        MyDayLine(str(row), row.get_absolute_url(), state=row.get_state_display())
        for rows in kinds
        for row in rows.order_by("pk")[:MAX_LINES]
    ]


UNFINISHED_KEY = (Custodian.State.NAMED, Custodian.State.MADE)
MY_DAY = (
    Source(
        unsorted_wall_lines,
        (Act.DISCLOSE,),
        (lambda: Wall.objects.anywhere().filter(organisation__in=MINE).exclude(about=""),),
    ),
    Source(
        custodian_key_lines,
        (Act.CUSTODY,),
        (
            lambda: Custodian.objects.anywhere().filter(
                organisation__in=MINE, person=ME, state__in=UNFINISHED_KEY
            ),
        ),
    ),
    Source(
        disclosure_lines,
        (Act.CONFIRM, Act.CUSTODY),
        (
            lambda: Disclosure.objects.anywhere().filter(
                organisation__in=MINE, state__in=(Disclosure.State.ENTERED, Disclosure.State.CONFIRMED)
            ),
        ),
    ),
    Source(
        erasure_lines,
        (Act.CONFIRM, Act.DISCLOSE),
        (
            lambda: Erasure.objects.anywhere().filter(
                organisation__in=MINE, state__in=(Erasure.State.ENTERED, Erasure.State.CONFIRMED)
            ),
        ),
    ),
)
VAULT_DAY = Source(thin_vault_my_day_lines, (Act.SIGN, Act.MANAGE), (lambda: Identity.objects.of(HERE),))
