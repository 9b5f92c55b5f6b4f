"""The first filling of the desk's own lists: relationships counted as close (000 p.19.2), the term of a decision."""

from datetime import date

# The standard's list of 25.11.2024: parents, children, spouse, brothers and sisters are close relatives; the others are relatives.
FROM = date(2024, 11, 25)
KIN = (
    # code, Kyrgyz, Russian, close
    ("parent", "ата-эне", "родитель", True),
    ("child", "бала", "ребёнок", True),
    ("spouse", "жубай", "супруг, супруга", True),
    ("brother", "бир тууган ага, ини", "брат", True),
    ("sister", "эже-сиңди", "сестра", True),
    ("cousin", "агасынын, эжесинин үй-бүлөсү", "родственник по брату или сестре", False),
    ("parent-in-law", "жубайынын ата-энеси", "родитель супруга, супруги", False),
    ("stepchild", "жубайынын баласы", "ребёнок супруга, супруги", False),
)

# How many working days the head or the officer has. The standard sets none: to be confirmed by whoever adopts it.
TERM = {
    "code": "notice_decision",
    "value": 5,
    "unit": "workdays",
    "valid_from": FROM,
    "label_ky": "Кызматкердин билдирүүсү боюнча чечимдин мөөнөтү",
    "label_ru": "Срок решения по уведомлению работника",
}
