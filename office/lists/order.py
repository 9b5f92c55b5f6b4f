"""The draft of an order that approves a list: its title, the acts it cites, its points. The clause of control is left for the clerk."""

from django.utils import timezone

from office.kyrgyz import date_words_of, genitive
from office.models.law import LegalAct
from office.papers.models import Order, OrderPoint

LAWS = ("anti-corruption-153", "anti-corruption-2026")
# «… Мыйзамын, … токтомун аткаруу максатында»
CITED = {
    LegalAct.Kind.LAW: "«{title}» Кыргыз Республикасынын {of}Мыйзамын",
    LegalAct.Kind.DECREE: "Кыргыз Республикасынын Президентинин {of}«{title}» Жарлыгын",
    LegalAct.Kind.RESOLUTION: "Кыргыз Республикасынын Министрлер Кабинетинин {of}«{title}» токтомун",
    LegalAct.Kind.ORDER: "Кыргыз Республикасынын Премьер-министринин {of}буйругу менен бекитилген «{title}» методикасын",
}


def draft_order(organisation, name, act) -> Order:
    """The draft order that approves the list called `name` («… тизмеги»), kept under the act of this code."""
    whose = genitive(organisation.name_ky)
    order = Order.objects.create(
        organisation=organisation,
        title=f"{whose} {name}н бекитүү жөнүндө",
        preamble=order_preamble(act, on=timezone.localdate()),
    )
    add_points(order, [f"{whose} {name} тиркемеге ылайык бекитилсин."])
    return order


def add_points(order, texts):
    """Put points after those the order has."""
    OrderPoint.objects.bulk_create(
        OrderPoint(organisation=order.organisation, order=order, number=number, text=text)
        for number, text in enumerate(texts, order.points.count() + 1)
    )


def annex_changes(order, table, to="Тизмекке") -> list[str]:
    """Make a table of changes the next annex of the order. Returns the point that speaks of it; `to` says what was changed."""
    annex = order.attach(" ".join(table["title"].split()), table["form"], {"table": table})
    return [f"{to} киргизилген өзгөртүүлөр {annex.number}-тиркемеге ылайык эске алынсын."]


def repeal_points(edition, what="тизмек") -> list[str]:
    """The point by which the list before loses its force; none while its order has no number."""
    if not edition.order.is_registered:
        return []
    day = date_words_of(edition.order.date)
    return [f"{day} № {edition.order.number} буйругу менен бекитилген {what} күчүн жоготту деп эсептелсин."]


def order_preamble(code, *, on) -> str:
    """The acts in force on the day: the law on countering corruption, then the act of the method."""
    acts = LegalAct.objects.in_force(on)
    cited = [*acts.filter(code__in=LAWS), *acts.filter(code=code)]
    return f"{', '.join(map(cite_act, cited))} аткаруу максатында" if cited else ""


def cite_act(act) -> str:
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
