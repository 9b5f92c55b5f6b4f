"""The words of the orders on a rating and on the table of a monitoring, as dated data."""

from office.papers.order_words import order_words_form, order_words_sheet, shipped_words

GROUND = (
    "Кыргыз Республикасынын Мамлекеттик кадр кызматынын 2018-жылдын 26-декабрындагы № 158 буйругуна "
    "ылайык жүргүзүлгөн мониторингдердин жыйынтыгы боюнча"
)
RATING_ORDER = order_words_sheet(
    "monitoring/rating-order",
    "Мыйзамдарды сактоо боюнча мониторингдин {year}-жылдагы рейтинги жөнүндө",
    preamble=GROUND,
    approve="{year}-жылдагы рейтинг тиркемеге ылайык бекитилсин.",
    publish="Рейтинг расмий сайтка жайгаштырылсын.",
)
TABLE_ORDER = order_words_sheet(
    "monitoring/table-order",
    "{subject} мониторингинин жыйынтыгы жөнүндө",
    preamble=GROUND,
    approve="Баалоонун жыйынтыгы тиркемеге ылайык бекитилсин: жалпы балл – {total}, категория – {band}.",
    publish="Таблица расмий сайтка жайгаштырылсын.",
)
SHEETS = (RATING_ORDER, TABLE_ORDER)
DATED_FORMS = {sheet.form: order_words_form(sheet) for sheet in SHEETS}
SHIPPED_LAYOUTS = tuple(shipped_words(sheet) for sheet in SHEETS)
