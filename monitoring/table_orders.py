"""The table of the 24 criteria as the annex of an order: signed and registered, it is published."""

from monitoring import contexts
from monitoring.order_words import TABLE_ORDER
from office.kyrgyz import genitive
from office.lists.order import add_points
from office.papers.models import Order
from office.papers.order_words import PREAMBLE, order_words


def draft_table_order(result) -> Order:
    """A draft order of the organisation that conducted the monitoring, with the table of a certificate."""
    words = order_words(TABLE_ORDER.form, result.monitor)
    order = Order.objects.create(
        organisation=result.monitor,
        title=words.title(subject=contexts.subject_words(result)),
        preamble=words.line(PREAMBLE),
    )
    printed = contexts.result_table(result)
    title = (
        f"{genitive(result.state_secretary or result.organisation.name_ky)} {contexts.period_words(result)} "
        "мезгили үчүн критерийлер жана индикаторлор таблицасы"
    )
    order.attach(title, printed["table"]["form"], {"table": printed["table"]})
    add_points(
        order,
        [*words.points("approve", total=result.total, band=result.band.rank), *words.points("publish")],
    )
    return order
