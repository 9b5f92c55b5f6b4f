"""The table of the 24 criteria as the annex of an order: signed and registered, it is published."""

from monitoring import contexts, rating
from office.kyrgyz import genitive
from office.lists.order import add_points
from office.papers.models import Order


def draft_table_order(result) -> Order:
    """A draft order of the organisation that conducted the monitoring, with the table of a certificate."""
    order = Order.objects.create(
        organisation=result.monitor,
        title=f"{contexts.subject_words(result)} мониторингинин жыйынтыгы жөнүндө",
        preamble=rating.ORDER_PREAMBLE,
    )
    printed = contexts.result_table(result)
    title = (
        f"{genitive(result.state_secretary or result.organisation.name_ky)} {contexts.period_words(result)} "
        "мезгили үчүн критерийлер жана индикаторлор таблицасы"
    )
    order.attach(title, printed["table"]["form"], {"table": printed["table"]})
    add_points(
        order,
        [
            f"Баалоонун жыйынтыгы тиркемеге ылайык бекитилсин: жалпы балл – {result.total}, категория – "
            f"{result.band.rank}.",
            "Таблица расмий сайтка жайгаштырылсын.",
        ],
    )
    return order
