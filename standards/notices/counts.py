"""The part of the officer's yearly report that the registers of the desk hold: counts alone, never a name."""

from django.db.models import Count, F, Q

from office import clock
from office.roles import Role
from standards.expertise.models import DraftAct, FoundFactor
from standards.notices.models.conflict import Conflict
from standards.notices.models.corruption_report import Report
from standards.notices.models.declaration import Declaration
from standards.notices.models.gift import Gift
from standards.notices.models.relative import Relative
from standards.notices.papers import KINDS, MEASURES


def count_line(content, number="") -> dict[str, str]:
    return {"content": content, "figure": str(number)}


def notices_open_to_head(model, organisation, year):
    """Notices given in a year, without those that exclude the head: he reads this report."""
    heads = [row.person_id for row in organisation.appointments.today().filter(role=Role.HEAD)]
    return model.objects.of(organisation).in_register_of(year).open_to(heads)


def notice_counts(model, organisation, year) -> list[dict[str, str]]:
    """How many were given in a year, decided late or not at all, by which measure. Three queries."""
    rows = notices_open_to_head(model, organisation, year)
    today = clock.today()
    silent = Q(decided_on=None, due_on__lt=today) | Q(decided_on__gt=F("due_on"))
    sums = rows.aggregate(
        given_count=Count("pk"),
        decided=Count("pk", filter=~Q(decided_on=None)),
        late=Count("pk", filter=silent),
    )
    lines = [
        count_line("Берилген билдирүүлөр", sums["given_count"]),
        count_line("Чечим кабыл алынганы", sums["decided"]),
        count_line("Мөөнөтүнөн кечиккени", sums["late"]),
    ]
    by_measure = rows.exclude(measure="").order_by().values_list("measure").annotate(n=Count("pk"))
    lines += [count_line(MEASURES[measure], n) for measure, n in sorted(by_measure)]
    return lines if sums["given_count"] else []


def conflict_counts(organisation, year):
    return "Кызыкчылыктардын кагылышуусу жөнүндө билдирүүлөр (16-пункт)", notice_counts(
        Conflict, organisation, year
    )


def relative_counts(organisation, year):
    return "Баш ийүүдөгү туугандар (14.6)", notice_counts(Relative, organisation, year)


def gift_counts(organisation, year):
    return "Белектер (14.4, 19.10)", notice_counts(Gift, organisation, year)


def report_counts(organisation, year):
    """Counts by kind; never names."""
    kinds = notices_open_to_head(Report, organisation, year).order_by().values_list("kind")
    lines = [count_line(KINDS[kind], n) for kind, n in sorted(kinds.annotate(n=Count("pk")))]
    return "Коррупция фактылары жана түртүү жөнүндө билдирүүлөр (21, 23)", lines + notice_counts(
        Report, organisation, year
    )


def declaration_counts(organisation, year):
    from standards.notices.declaration_pages import without_declaration

    rows = Declaration.objects.of(organisation).in_register_of(year)
    lines = [
        count_line(f"Декларациялар: {KINDS[reason].lower()}", n)
        for reason, n in sorted(rows.order_by().values_list("reason").annotate(n=Count("pk")))
    ]
    lines.append(
        count_line("Кабыл алынгандан кийин декларация бербегендер", without_declaration(organisation).count())
    )
    return "Жеке кызыкчылыктардын декларациялары (18.3)", lines


def expertise_counts(organisation, year):
    rows = DraftAct.objects.of(organisation).received_in(year)
    sums = rows.aggregate(
        received=Count("pk"),
        concluded=Count("pk", filter=~Q(concluded_on=None)),
        answered=Count("pk", filter=~Q(answered_on=None)),
    )
    if not sums["received"]:
        return "Долбоорлордун экспертизасы (18.1)", []
    found = FoundFactor.objects.of(organisation).filter(draft__year=year).count()
    return "Долбоорлордун экспертизасы (18.1)", [
        count_line("Келген долбоорлор", sums["received"]),
        count_line("Берилген корутундулар", sums["concluded"]),
        count_line("Табылган коррупциогендик факторлор", found),
        count_line("Авторлордун жооптору", sums["answered"]),
    ]


NOTICE_PARTS = [
    conflict_counts,
    relative_counts,
    gift_counts,
    report_counts,
    declaration_counts,
    expertise_counts,
]
