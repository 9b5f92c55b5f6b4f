"""What «My day» of the head says of agreed sheets: that one administrator stands behind both names."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from office import clock
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
    found = [(rows, rows[0].same_hand) for rows in pairs.values()]
    return [
        MyDayLine(
            _("Scores of %(first)s and %(second)s: %(n)s")
            % {"first": rows[0].scorer.initials, "second": rows[0].agreed_by.initials, "n": len(rows)},
            rows[0].get_absolute_url(),
            state=_("%(name)s entered, appointed or reset both") % {"name": hand.initials},
            day=timezone.localdate(rows[0].agreed_at),
        )
        for rows, hand in found
        if hand
    ]


MY_DAY = Source(same_hand_lines, (Act.SIGN,), (lambda: sheets_of_two(Assessment.objects.of(HERE)),))
