"""Acts of the register that change several rows at once. Each is one transaction."""

from collections import Counter

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from office.kyrgyz import date_words_of, genitive
from office.models import LegalAct, Order, OrderPoint
from office.workflow import Refused
from office.diff import REMOVED
from risks import contexts, diff
from risks.models import ChangeGround, FunctionKind, Risk
from risks.papers import ANNEX_1, CHANGES, VILLAGE_LIST

TEXTS = {
    "function": "function",
    "situation": "situation",
    "category": "category",
    "level": "level",
    "unit": "unit_text",
    "posts": "posts",
    "elsewhere": "elsewhere",
    "note": "note",
}  # column of a list → field of a risk


@transaction.atomic
def take_rows(organisation, rows):
    """Make each resolved row of a file (`risks.imports.Reading.resolve`) a risk of the list, in the file's order, after those that are there.

    Returns the risks.
    """
    kinds = {kind.code: kind for kind in FunctionKind.objects.all()}
    taken = places(organisation)
    risks = []
    for row in rows:
        kind = kinds[row["kind"]]
        taken[kind.pk] += 1
        risk = Risk(organisation=organisation, kind=kind, position=taken[kind.pk], state=Risk.State.ACTIVE)
        for column, name in TEXTS.items():
            setattr(risk, name, row[column])
        risk.index()
        risks.append(risk)
    return Risk.unscoped.bulk_create(risks, batch_size=500)


def places(organisation) -> Counter:
    """The last number of each group, by primary key of the kind of function."""
    listed = Risk.objects.of(organisation).in_the_list().order_by()
    return Counter(dict(listed.values_list("kind").annotate(last=Max("position"))))


# What each list is called in an order, and the act it is kept under.
LISTS = {
    VILLAGE_LIST.form: (
        "коррупциянын келип чыгуу тобокелдиги бар учурлардын жана кырдаалдардын тизмеги",
        "method-232",
    ),
    ANNEX_1.form: ("коррупциялык тобокелдиктердин тизмеги", "method-281"),
}
LAWS = ("anti-corruption-153", "anti-corruption-2026")
# «… Мыйзамын, … токтомун аткаруу максатында»
CITED = {
    LegalAct.Kind.LAW: "«{title}» Кыргыз Республикасынын {of}Мыйзамын",
    LegalAct.Kind.RESOLUTION: "Кыргыз Республикасынын Министрлер Кабинетинин {of}«{title}» токтомун",
    LegalAct.Kind.ORDER: "Кыргыз Республикасынын Премьер-министринин {of}буйругу менен бекитилген «{title}» методикасын",
}


@transaction.atomic
def prepare_order(edition, *, by, with_changes=False):
    """Make the draft order that approves an edition, with the list as it stands now as its annex. Returns the annex.

    An order after the first says which list it replaces; `with_changes` makes the table of changes its second annex. The preamble cites the acts in force today; the clause of control is left for the clerk. Refused while the list cannot be approved.
    """
    from risks.checks import checks

    if blocks := [check for check in checks(edition) if check["blocks"]]:
        raise Refused(" ".join(str(check["text"]) for check in blocks))
    body = edition.organisation
    name, act = LISTS[edition.form]
    order = Order.objects.create(
        organisation=body,
        title=f"{genitive(body.name_ky)} {name}н бекитүү жөнүндө",
        preamble=preamble(act, on=timezone.localdate()),
    )
    OrderPoint.objects.create(
        organisation=body,
        order=order,
        number=1,
        text=f"{genitive(body.name_ky)} {name} тиркемеге ылайык бекитилсин.",
    )
    table = contexts.table(edition.form, body, contexts.the_list(body), edition=edition.number)
    annex = order.attach(" ".join(table["title"].split()), edition.form, {"table": table})
    if since := next(iter(diff.earlier(edition)), None):
        tell_changes(order, edition, since, table, annexed=with_changes)
    return annex


def tell_changes(order, edition, since, table, *, annexed):
    """Say in the draft order what becomes of the list before; keep the grounds on which rows went; annex the table of changes."""
    found = diff.changes(edition, since, now=table)
    keep_grounds(edition, found)
    texts = []
    if annexed and found:
        changes = diff.table(edition, since, found)
        order.attach(" ".join(changes["title"].split()), CHANGES.form, {"table": changes})
        texts.append("Тизмекке киргизилген өзгөртүүлөр 2-тиркемеге ылайык эске алынсын.")
    if since.form == edition.form and since.order.is_registered:
        day = date_words_of(since.order.date)
        texts.append(f"{day} № {since.order.number} буйругу менен бекитилген тизмек күчүн жоготту деп эсептелсин.")
    OrderPoint.objects.bulk_create(
        OrderPoint(organisation=order.organisation, order=order, number=number, text=text)
        for number, text in enumerate(texts, 2)
    )


def keep_grounds(edition, found):
    """Keep with the edition why its rows went: a dropped risk may come back, and its ground with it."""
    gone = [told for told in found if told.change.kind == REMOVED and told.own and told.risk]
    kept = {str(pk) for pk in edition.grounds.values_list("risk_id", flat=True)}
    ChangeGround.objects.bulk_create(
        ChangeGround(organisation=edition.organisation, edition=edition, risk_id=int(told.risk), text=told.ground)
        for told in gone
        if told.risk not in kept
    )


def preamble(code, *, on) -> str:
    """The acts in force on the day: the law on countering corruption, then the act of the method."""
    acts = LegalAct.objects.in_force(on)
    cited = [*acts.filter(code__in=LAWS), *acts.filter(code=code)]
    return f"{', '.join(map(cite, cited))} аткаруу максатында" if cited else ""


def cite(act) -> str:
    """«Кыргыз Республикасынын Министрлер Кабинетинин 2026-жылдын 8-апрелиндеги № 232 «…» токтомун»; what is not known is left out."""
    of = " ".join(
        filter(
            None,
            [
                date_words_of(act.date) if act.date else "",
                f"№ {act.number.removeprefix('№').strip()}" if act.number else "",
            ],
        )
    )
    return CITED[act.kind].format(title=act.title_ky, of=f"{of} " if of else "")
