"""Contexts of the papers of a monitoring, the same for every medium."""

from datetime import date

from monitoring import certificate_actions, memo
from monitoring.models.certificate import Result
from monitoring.papers import CERTIFICATE, FINAL, KINDS, MARK, MEMO, SCORE_KEYS, SELF_CHECK, TABLE
from office import clock
from office.kyrgyz import date_words, dative, genitive, locative, sentence, short_date
from office.papers.layouts import LAID_ON, form_layout
from office.papers.official import OfficialForm

EMPTY = "_____"
BLANK_TITLE = "Критерийлер боюнча баалар: 1ден 5ке чейинки бүтүн сан"


def subject_words(row) -> str:
    """«Достук айыл өкмөтүндөгү» or, of a state secretary, «Финансы министрлигинин статс-катчысы А. А.
    Асановдун ишинин».
    """
    organisation = row.subject if hasattr(row, "subject") else row.organisation
    if row.state_secretary:
        return f"{genitive(organisation.name_ky)} статс-катчысы {genitive(row.state_secretary)} ишинин"
    return (
        f"{locative(organisation.name_ky)} мамлекеттик жарандык кызмат жана муниципалдык кызмат "
        "чөйрөсүндө мыйзамдардын сакталышынын"
    )


def period_words(row) -> str:
    return f"{short_date(row.period_from)} – {short_date(row.period_to)}"


def signature_lines(people) -> list[dict[str, str]]:
    """Signature lines; a substitute signs as whoever stands in for the member."""
    return [{"post": post_words(one), "name": one["name"]} for one in people]


def post_words(one) -> str:
    """«Инспектор» or, of a substitute, «Инспектор (А. А. Асановдун ордуна)»."""
    return f"{one['post']} ({genitive(one['instead'])} ордуна)" if one.get("instead") else one["post"]


def group_by_heading(criteria_set, cells) -> list[tuple[str, list[dict]]]:
    """Groups of a table: «1. heading» with its rows; `cells(criterion)` gives one."""
    groups: dict[int, tuple[str, list[dict]]] = {}
    for criterion in criteria_set.all_criteria:
        heading = criterion.heading
        group = groups.setdefault(heading.number, (f"{heading.number}. {heading.text_ky}", []))
        group[1].append(cells(criterion))
    return list(groups.values())


# --- The official table -------------------------------------------------------------------------------------


def official_table(sheet, criteria_set, scores: dict[int, int], **meta) -> dict:
    """The table of the order by one version of its form, a mark in the column of each score.

    `scores` may be part of them or none: then the total is left blank.
    """
    points = sum(scores.values()) if len(scores) == criteria_set.count else None
    band = criteria_set.band_of(points)

    def cells(criterion):
        score = scores.get(criterion.number)
        marks = {key: MARK if score == value else "" for value, key in SCORE_KEYS.items()}
        return {
            "criterion": f"{criterion.number}. {criterion.text_ky}",
            **marks,
            "final": str(score or ""),
        }

    heads = {SCORE_KEYS[one.score]: one.text_ky for one in criteria_set.all_indicators}
    final = sheet.column("final").heading
    notes = [f"{final} {points or EMPTY}", *([band.text_ky] if band else []), *sheet.notes]
    return sheet.table(group_by_heading(criteria_set, cells), **heads, **meta) | {
        "notes": notes,
        "total": str(points or EMPTY),
        "band": band.text_ky if band else "",
        "remarks": list(sheet.notes),
    }


def result_table(result) -> dict:
    """What the official table of a certificate prints, by the form of its day."""
    table = official_table(
        form_layout(TABLE.form, result.organisation, result.made_on),
        result.criteria_set,
        result.by_number,
        intro=[f"{genitive(result.organisation.name_ky)} {period_words(result)} мезгили үчүн баасы"],
        **{LAID_ON: result.made_on.isoformat()},
    )
    return {"table": table, "signatures": signature_lines(result.data["members"]), "draft": False}


def open_table(monitoring) -> dict:
    """What the official table prints before the certificate: what is agreed so far, as a draft."""
    intro = [f"{genitive(monitoring.subject.name_ky)} {period_words(monitoring)} мезгили үчүн баасы"]
    sheet = form_layout(TABLE.form, monitoring.subject)
    table = official_table(sheet, monitoring.criteria_set, monitoring.agreed, intro=intro)
    return {"table": table, "signatures": signature_lines(memo.member_lines(monitoring)), "draft": True}


def newest_table(organisation) -> dict:
    """The table of the newest certificate of an organisation; the blank form while it has none."""
    result = Result.objects.of(organisation).of_bodies().first()
    if result:
        return result_table(result)
    from monitoring.models.criteria import CriteriaSet

    sheet = form_layout(TABLE.form, organisation)
    return {
        "table": official_table(sheet, CriteriaSet.objects.newest(clock.today()), {}, intro=[]),
        "signatures": [],
        "draft": True,
    }


# --- Memo and notice ----------------------------------------------------------------------------------------

PURPOSE = (
    "Эскерткич (кыскача нускама) мониторингдин негизги багыттарын жана изилдөө үчүн жумушчу комиссияга "
    "берилүүчү документтердин "
    "тизмесин камтыйт."
)


def memo_context(monitoring) -> dict:
    """What the memo prints: directions, and per criterion the documents asked for.

    A draft until it was sent; from then on by the form of that day.
    """
    asked = {line.criterion.number: line.documents for line in monitoring.lines.select_related("criterion")}
    groups = group_by_heading(
        monitoring.criteria_set,
        lambda criterion: {
            "n": str(criterion.number),
            "criterion": criterion.text_ky,
            "documents": asked.get(criterion.number, ""),
        },
    )
    notice = getattr(monitoring, "notice", None)  # none yet: it prints by the form of today
    table = form_layout(MEMO.form, monitoring.subject, notice and notice.sent_on).table(
        groups,
        about=f"{subject_words(monitoring)} {KINDS[monitoring.kind]} мониторинги боюнча",
        intro=[PURPOSE, "Мониторингдин негизги багыттары:", *monitoring.directions.splitlines()],
    )
    return {
        "table": table,
        "signatures": signature_lines(memo.member_lines(monitoring)),
        "draft": monitoring.is_prepared,
    }


def notice_context(monitoring) -> dict:
    organisation, order = monitoring.organisation, monitoring.order
    head = organisation.head
    return {
        "title": "Мониторинг жүргүзүү жөнүндө билдирүү",
        "letterhead": (organisation.letterhead_ky or organisation.name_ky).splitlines(),
        "addressee": dative(monitoring.subject.name_ky),
        "kind": KINDS[monitoring.kind],
        "about": subject_words(monitoring),
        "order": memo.order_words(order) if order else "",
        "visit_from": date_words(monitoring.visit_from),
        "period": period_words(monitoring),
        "members": memo.member_lines(monitoring),
        "signatures": [
            {"post": head.post, "name": head.person.initials}
            if head
            else {"post": organisation.head_post, "name": ""}
        ],
        "draft": monitoring.is_prepared,
    }


# --- Certificate --------------------------------------------------------------------------------------------


def certificate_context(result) -> dict:
    """What the certificate prints: how it was done, each score with its reason, total and band, what came
    late, recommendations.
    """
    reasons = result.data["reasons"]
    groups = group_by_heading(
        result.criteria_set,
        lambda criterion: {
            "n": str(criterion.number),
            "criterion": criterion.text_ky,
            "score": str(result.by_number[criterion.number]),
            "reason": reasons.get(str(criterion.number), ""),
        },
    )
    sheet = form_layout(CERTIFICATE.form, result.organisation, result.made_on)
    table = sheet.table(
        groups,
        about=f"{subject_words(result)} мониторингинин жыйынтыгы жөнүндө",
        intro=certificate_intro(result),
    )
    table["notes"] = [*certificate_notes(result, sheet.column("score").heading), *sheet.notes]
    return {"table": table, "signatures": signature_lines(result.data["members"]), "draft": result.pk is None}


def certificate_draft(monitoring) -> dict:
    """What the certificate would print if it were made today; every criterion is agreed."""
    return certificate_context(
        certificate_actions.draft_certificate(monitoring, by=None, made_on=clock.today())
    )


def certificate_intro(result) -> list[str]:
    ground = f" {result.data['order']} буйругунун негизинде" if result.data["order"] else ""
    lines = [
        f"Мониторингди {result.monitor.name_ky}{ground} жүргүздү. Түрү: {KINDS[result.kind]}. Мезгили: "
        f"{period_words(result)}. "
        f"Маалымкат {date_words(result.made_on)} түзүлдү."
    ]
    if people := result.data["members"]:
        named = "; ".join(f"{one['name']} – {post_words(one)}" for one in people)
        lines.append(f"Баа койгондор: {named}.")
    if result.brought_from:
        lines.append(sentence(f"Баалар кагаздан киргизилди: {result.brought_from}"))
    return lines


def certificate_notes(result, final=FINAL) -> list[str]:
    notes = [
        f"{final}: {result.total} (эң жогорку балл – {result.criteria_set.most}).",
        f"Категория {result.band.rank}: {result.band.text_ky}.",
    ]
    if result.data["late"]:
        notes += ["Мурдагы сунуштар боюнча маалымат кечигип берилген:", *result.data["late"]]
    notes += [part for part in result.data["conclusion"].splitlines() if part.strip()]
    written = result.recommendations.order_by("number") if result.pk else ()
    recommendations = [
        f"{row.number}) {sentence(row.text)} Жооптуу: {sentence(row.addressee)} "
        f"Мөөнөтү: {short_date(row.due)}."
        for row in written
    ]
    return notes + (["Сунуштар:", *recommendations] if recommendations else [])


# --- Self-check ---------------------------------------------------------------------------------------------


def self_check_context(check) -> dict:
    """The self-check on paper, for the people who answer for each criterion."""
    rows = {row.criterion.number: row for row in check.scores.select_related("criterion")}
    last = previous_scores(check)
    groups = group_by_heading(
        check.criteria_set,
        lambda criterion: {
            "n": str(criterion.number),
            "criterion": criterion.text_ky,
            "last": str(last.get(criterion.number, "")),
            "score": str((row.score if (row := rows.get(criterion.number)) else None) or ""),
            "proof": row.proof if row else "",
            "responsible": row.responsible if row else "",
        },
    )
    about = f"{genitive(check.organisation.name_ky)} {check.year}-жылдагы иши"
    day = min(clock.today(), date(check.year, 12, 31))
    sheet = form_layout(SELF_CHECK.form, check.organisation, day)
    return {"table": sheet.table(groups, about=about, intro=[]), "signatures": [], "draft": False}


def previous_scores(check) -> dict[int, int]:
    """The scores of the organisation's newest certificate before the year of a self-check, under the same
    criteria; else of its last self-check.
    """
    results = Result.objects.of(check.organisation).of_bodies().filter(criteria_set=check.criteria_set)
    result = results.filter(year__lt=check.year).first()
    if result:
        return result.by_number
    earlier = type(check).objects.of(check.organisation).filter(criteria_set=check.criteria_set)
    before = earlier.filter(year__lt=check.year).first()
    return before.by_number if before else {}


FORMS = {
    TABLE.form: OfficialForm("158-буйруктун критерийлер жана индикаторлор таблицасы", newest_table),
}
