"""The clause by which an order names who controls how it is carried out."""

from office import clock
from office.kyrgyz import dative_forms
from office.papers.models import Order
from office.papers.order_words import ORDER_CLAUSES, order_words

SELF = "өзүмө"  # whom the head names when he keeps the control to himself


def clauses_of(order):
    """The words of every order by the version of its day."""
    return order_words(ORDER_CLAUSES.form, order.organisation, order.date or clock.today())


def control_clause(order) -> str:
    """The last point of an order; "" while nobody is named."""
    if not order.controller:
        return ""
    this = "токтомдун" if order.kind == Order.Kind.RESOLUTION else "буйруктун"
    verb = "калтырылсын" if order.controller.strip().casefold() == SELF else "жүктөлсүн"
    return clauses_of(order).line("control", this=this, controller=order.controller, verb=verb)


def control_offers(organisation) -> list[str]:
    """What may stand in the clause: the head himself, then each official of today by post and name in all the
    forms of the dative, for a person to choose from.
    """
    staff = organisation.appointments.today().staff().select_related("person")
    forms = (
        f"{row.post} {name}".strip() for row in staff for name in dative_forms(row.person.initials) if name
    )
    return list(dict.fromkeys([SELF, *forms]))
