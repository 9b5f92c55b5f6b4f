"""The draft of an order that approves a list: its title, the acts it cites, its points, its annexes.

The clause of control is left for the clerk.
"""

from django.db import transaction

from office import clock
from office.kyrgyz import date_words_of
from office.lists.changes import name_for_order
from office.lists.checks import refuse_if_blocked
from office.models.law import LegalAct
from office.papers.models import Annex, Order, OrderPoint
from office.papers.order_words import LIST_ORDER, PREAMBLE, order_words
from office.papers.repeals import repeal_replaced_order

LAWS = ("anti-corruption-153", "anti-corruption-2026")
# «… Мыйзамын, … токтомун аткаруу максатында»
CITED = {
    LegalAct.Kind.LAW: "«{title}» Кыргыз Республикасынын {of}Мыйзамын",
    LegalAct.Kind.DECREE: "Кыргыз Республикасынын Президентинин {of}«{title}» Жарлыгын",
    LegalAct.Kind.RESOLUTION: "Кыргыз Республикасынын Министрлер Кабинетинин {of}«{title}» токтомун",
    LegalAct.Kind.ORDER: (
        "Кыргыз Республикасынын Премьер-министринин {of}буйругу менен бекитилген «{title}» методикасын"
    ),
}


@transaction.atomic
def prepare_order(
    organisation,
    *,
    name,
    act,
    table,
    title="",
    findings=(),
    points=(),
    changes=None,
    changed="Тизмекке",
    replaced=None,
    replaced_name="тизмек",
) -> Annex:
    """Make the draft order that approves a list, with the list as its first annex.

    Returns that annex; Refused while a finding blocks.

    All parts come finished: `name` is what the order calls the list («… тизмеги»), `act` the code of the act
    it is kept under, `table` the filled sheet and `title` its name where the sheet has another. `points`
    follow the first point. `changes` is the filled table of changes for a second annex, `changed` what it
    says was changed. `replaced` is the order of the list before, called `replaced_name`.
    """
    refuse_if_blocked(findings)
    words, acts = order_words(LIST_ORDER.form, organisation), cited_acts(act, on=clock.today())
    order = Order.objects.create(
        organisation=organisation,
        title=words.title(name=name),
        preamble=words.line(PREAMBLE, acts=acts) if acts else "",
    )
    named = {"title": title} if title else {}
    annex = order.attach(title or one_line(table["title"]), table["form"], {**named, "table": table})
    texts = [*words.points("approve", name=name), *points]
    if changes:
        named = name_for_order(changes)
        second = order.attach(
            one_line(named["title"]), named["form"], {"table": named, "until_by_order": True}
        )
        texts += words.points("changes", changed=changed, second=second.number)
    repeal_replaced_order(order, replaced)
    add_points(order, [*texts, *repeal_points(words, replaced, replaced_name)])
    return annex


def one_line(title) -> str:
    """The title of a sheet as an annex is called by it."""
    return " ".join(title.split())[: Annex._meta.get_field("title").max_length]


def add_points(order, texts):
    """Put points after those the order has."""
    OrderPoint.objects.bulk_create(
        OrderPoint(organisation=order.organisation, order=order, number=number, text=text)
        for number, text in enumerate(texts, order.points.count() + 1)
    )


def repeal_points(words, order, name) -> list[str]:
    """The point by which the list approved by `order` loses its force; none while that order has no number
    or once it has ended, or there is none.
    """
    if order is None or not order.is_registered or order.is_quiet:
        return []
    return words.points("repeal", day=date_words_of(order.date), number=order.number, replaced=name)


def cited_acts(code, *, on) -> str:
    """The acts in force on the day: the law on countering corruption, then the act of the method."""
    acts = LegalAct.objects.in_force(on)
    cited = [*acts.filter(code__in=LAWS), *acts.filter(code=code)]
    return ", ".join(map(cite_act, cited))


def cite_act(act) -> str:
    """«Кыргыз Республикасынын Министрлер Кабинетинин 2026-жылдын 8-апрелиндеги № 232 «…» токтомун»; what is
    not known is left out.
    """
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
