"""The part of the officer's yearly report that the registers of the desk hold: counts alone, never a name."""

from django.db.models import Count, F, Q
from django.utils import timezone

from office.roles import Role
from standards.desk_papers import KINDS, MEASURES
from standards.models import Conflict, Declaration, DraftAct, FoundFactor, Gift, Relative, Report


def line(content, number="") -> dict[str, str]:
    return {"content": content, "figure": str(number)}


def for_the_head(model, organisation, year):
    """What was given in a year, without what went past the head: he reads this report, and in a small body a count tells all."""
    heads = [row.person_id for row in organisation.appointments.today().filter(role=Role.HEAD)]
    return model.objects.of(organisation).given_in(year).open_to(heads)


def counted(model, organisation, year) -> list[dict[str, str]]:
    """How many were given in a year, decided late or not at all, by which measure. Three queries."""
    rows = for_the_head(model, organisation, year)
    today = timezone.localdate()
    silent = Q(decided_on=None, due_on__lt=today) | Q(decided_on__gt=F("due_on"))
    sums = rows.aggregate(
        given=Count("pk"), decided=Count("pk", filter=~Q(decided_on=None)), late=Count("pk", filter=silent)
    )
    lines = [
        line("Берилген билдирүүлөр", sums["given"]),
        line("Чечим кабыл алынганы", sums["decided"]),
        line("Мөөнөтүнөн кечиккени", sums["late"]),
    ]
    by_measure = rows.exclude(measure="").order_by().values_list("measure").annotate(n=Count("pk"))
    lines += [line(MEASURES[measure], n) for measure, n in sorted(by_measure)]
    return lines if sums["given"] else []


def of_conflicts(organisation, year):
    return "Кызыкчылыктардын кагылышуусу жөнүндө билдирүүлөр (16-пункт)", counted(
        Conflict, organisation, year
    )


def of_relatives(organisation, year):
    return "Баш ийүүдөгү туугандар (14.6)", counted(Relative, organisation, year)


def of_gifts(organisation, year):
    return "Белектер (14.4, 19.10)", counted(Gift, organisation, year)


def of_reports(organisation, year):
    """By kind too; a body with few of them must not tell who reported whom: counts alone."""
    kinds = for_the_head(Report, organisation, year).order_by().values_list("kind")
    lines = [line(KINDS[kind], n) for kind, n in sorted(kinds.annotate(n=Count("pk")))]
    return "Коррупция фактылары жана түртүү жөнүндө билдирүүлөр (21, 23)", lines + counted(
        Report, organisation, year
    )


def of_declarations(organisation, year):
    from standards.person_pages import without_declaration

    rows = Declaration.objects.of(organisation).given_in(year)
    lines = [
        line(f"Декларациялар: {KINDS[reason].lower()}", n)
        for reason, n in sorted(rows.order_by().values_list("reason").annotate(n=Count("pk")))
    ]
    lines.append(
        line("Кабыл алынгандан кийин декларация бербегендер", without_declaration(organisation).count())
    )
    return "Жеке кызыкчылыктардын декларациялары (18.3)", lines


def of_expertises(organisation, year):
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
        line("Келген долбоорлор", sums["received"]),
        line("Берилген корутундулар", sums["concluded"]),
        line("Табылган коррупциогендик факторлор", found),
        line("Авторлордун жооптору", sums["answered"]),
    ]


PARTS = [of_conflicts, of_relatives, of_gifts, of_reports, of_declarations, of_expertises]
