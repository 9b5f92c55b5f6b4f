"""What «My day» of the head says of agreed sheets: that one administrator stands behind both names."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from office import clock
from office.accounts.handlers import handlers_of_both
from office.accounts.second_person import HANDS_OFF_DAYS
from office.duties import HERE, Source
from office.registers.links import MyDayLine
from office.roles import Act, may
from risks.models.assessment import Assessment


def sheets_of_two(sheets):
    """Sheets agreed by a second person without a sitting in the last days."""
    since = clock.today() - timedelta(days=HANDS_OFF_DAYS)
    agreed = sheets.filter(state=Assessment.State.AGREED, meeting=None, scorer__isnull=False)
    return agreed.filter(agreed_at__date__gte=since)


def same_hand_lines(person, organisation):
    """A line for each pair who scored and agreed, where one person entered, appointed or reset both."""
    if organisation is None or not may(person, Act.SIGN, organisation):
        return []
    sheets = sheets_of_two(Assessment.objects.of(organisation)).select_related("scorer", "agreed_by", "risk")
    pairs: dict[tuple, list] = {}
    for sheet in sheets.order_by("agreed_at"):
        pairs.setdefault((sheet.scorer_id, sheet.agreed_by_id), []).append(sheet)
    return [line for rows in pairs.values() for line in lines_of_pair(rows)]


def lines_of_pair(sheets) -> list[MyDayLine]:
    """A line for each third hand behind the sheets of one pair, with those it stood behind on their days."""
    first, second = sheets[0].scorer, sheets[0].agreed_by
    marked: dict = {}
    hands = handlers_of_both(first, second, [sheet.agreed_at for sheet in sheets])
    for sheet, hand in zip(sheets, hands, strict=True):
        if hand:
            marked.setdefault(hand, []).append(sheet)
    return [
        MyDayLine(
            _("Scores of %(first)s and %(second)s: %(n)s")
            % {"first": first.initials, "second": second.initials, "n": len(rows)},
            rows[0].get_absolute_url(),
            state=_("%(name)s entered, appointed or reset both") % {"name": hand.initials},
            day=timezone.localdate(rows[0].agreed_at),
        )
        for hand, rows in marked.items()
    ]


MY_DAY = Source(same_hand_lines, (Act.SIGN,), (lambda: sheets_of_two(Assessment.objects.of(HERE)),))
