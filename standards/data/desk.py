"""The first filling of the desk's own lists: relationships counted as close (000 p.19.2), the term of a
decision.
"""

from datetime import date

# The standard's list of 25.11.2024: parents, children, spouse, brothers and sisters are close relatives; the
# others are relatives.
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

# How many working days the head or the officer has. The standard sets none: to be confirmed by whoever adopts
# it.
TERM = {
    "code": "notice_decision",
    "value": 5,
    "unit": "workdays",
    "valid_from": FROM,
    "label_ky": "Кызматкердин билдирүүсү боюнча чечимдин мөөнөтү",
    "label_ru": "Срок решения по уведомлению работника",
}

# Factors of a draft: common practice of such expertises; the acts we keep hold no list, so each is to be
# confirmed.
FACTORS = (
    # code, Kyrgyz, Russian
    (
        "discretion",
        "Ыйгарым укуктардын кеңдиги: чечимди өз каалоосу боюнча кабыл алуу мүмкүнчүлүгү",
        "Широта дискреционных полномочий",
    ),
    ("may", "Милдетти «укуктуу» деген сөз менен аныктоо", "Определение компетенции по формуле «вправе»"),
    (
        "no-terms",
        "Мөөнөттөрдүн, тартиптин же негиздердин жоктугу",
        "Отсутствие сроков, порядка или оснований решения",
    ),
    (
        "excess",
        "Жарандарга жана уюмдарга ашыкча талаптар",
        "Завышенные требования к гражданам и организациям",
    ),
    (
        "vague",
        "Так эмес, көп маанилүү терминдер жана баа берүүчү түшүнүктөр",
        "Неопределённые, двусмысленные термины и оценочные понятия",
    ),
    (
        "selective",
        "Айрым адамдар үчүн негизсиз чыгаруулар жана жеңилдиктер",
        "Необоснованные исключения и преимущества для отдельных лиц",
    ),
    ("no-tender", "Сынактын же тоорук жол-жобосунун жоктугу", "Отсутствие конкурсных (аукционных) процедур"),
    (
        "no-control",
        "Контролдун, ачыктыктын жана жоопкерчиликтин жоктугу",
        "Отсутствие контроля, открытости и ответственности",
    ),
    (
        "own-rules",
        "Ыйгарым укуксуз мыйзам алдындагы акт чыгаруу",
        "Принятие подзаконного акта сверх компетенции",
    ),
    ("collision", "Мыйзамдардын карама-каршылыгы жана боштуктары", "Противоречия и пробелы в регулировании"),
)
