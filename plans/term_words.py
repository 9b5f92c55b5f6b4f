"""The words of terms in Kyrgyz and Russian: kinds, how the portal writes them, how people do."""

import re

from office.kyrgyz import MONTH_STEMS

DAY, MONTH, QUARTER, HALF_YEAR, YEAR = "date", "month", "quarter", "half-year", "year"
RANGE, SPAN = "range", "span"
YEARLY, HALF_YEARLY, QUARTERLY, MONTHLY = "yearly", "half-years", "quarterly", "monthly"
CONSTANT, NEEDED, FROM_EVENT = "constant", "needed", "from-event"
# How many months lie between the days on which a repeating term is due; an open one is looked at every year.
STEPS = {MONTHLY: 1, QUARTERLY: 3, HALF_YEARLY: 6, YEARLY: 12, CONSTANT: 12, NEEDED: 12, FROM_EVENT: 12}
KINDS = (
    QUARTER,
    HALF_YEAR,
    YEAR,
    RANGE,
    YEARLY,
    MONTH,
    DAY,
    SPAN,
    *(kind for kind in STEPS if kind != YEARLY),
)

MONTHS = {
    "ky": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split(),
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split(),
}
MONTHS_OF_RU = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
WORDS = {
    "ky": {
        QUARTER: "{year}-жылдын {part}-кварталы",
        HALF_YEAR: "{year}-жылдын {part}-жарым жылдыгы",
        YEAR: "{year}-жыл",
        RANGE: "{year}-{until}-жылдар",
        MONTH: "{year}-жылдын {month} айы",
        "span-of-months": "{year}-жылдын {month}-{last_month} айлары",
        "span-of-years": "{year}-жылдын {month} айы – {until}-жылдын {last_month} айы",
    },
    "ru": {
        QUARTER: "{part} квартал {year} года",
        HALF_YEAR: "{part} полугодие {year} года",
        YEAR: "{year} год",
        RANGE: "{year}-{until} годы",
        MONTH: "{month} {year} года",
        DAY: "{day} {month_of} {year} года",
        "span-of-months": "{month}-{last_month} {year} года",
        "span-of-years": "{month} {year} года – {last_month} {until} года",
    },
}
# What stands in brackets after the years of a repeating or open term.
REPEATS = {
    "ky": {
        YEARLY: "жыл сайын",
        HALF_YEARLY: "жарым жыл сайын",
        QUARTERLY: "квартал сайын",
        MONTHLY: "ай сайын",
        CONSTANT: "туруктуу",
        NEEDED: "зарылчылыкка жараша",
        FROM_EVENT: "окуядан баштап",
    },
    "ru": {
        YEARLY: "ежегодно",
        HALF_YEARLY: "раз в полугодие",
        QUARTERLY: "ежеквартально",
        MONTHLY: "ежемесячно",
        CONSTANT: "постоянно",
        NEEDED: "по мере необходимости",
        FROM_EVENT: "после события",
    },
}
_ONCE = r"(?:(?:1|один|бир) )?"
REPEAT_PATTERNS = {
    YEARLY: rf"жыл сайын|жылда|ар жылы|ар бир жылы?|ежегодно|каждый год|жылына {_ONCE}жолу|{_ONCE}раз в год",
    HALF_YEARLY: r"жарым ?жыл(?:дык)? сайын|ар (?:бир )?жарым жылдыкта|жылына (?:2|эки) жолу|"
    rf"{_ONCE}раз в (?:полугодие|полгода)|(?:2|два) раза в год|дважды в год|каждое полугодие|каждые полгода",
    QUARTERLY: r"(?:квартал|чейрек) сайын|ар (?:бир )?(?:кварталда?|чейректе?)|кварталына "
    rf"{_ONCE}жолу|ежеквартально|каждый квартал|поквартально|{_ONCE}раз в квартал",
    MONTHLY: rf"ай сайын|ар (?:бир )?ай(?:да)?|айына {_ONCE}жолу|ежемесячно|каждый месяц|помесячно|"
    rf"{_ONCE}раз в месяц",
    CONSTANT: r"туруктуу(?: (?:түрдө|негизде))?|дайыма|ар дайым|үзгүлтүксүз|постоянно|непрерывно|"
    r"на постоянной основе",
    NEEDED: r"(?:зарылчылы[кг]|керектөө|муктажды[кг])\w* (?:жараша|ылайык)|"
    r"зарылчылык(?: болгондо| жаралганда)?|зарыл болгондо|керек болгондо|"
    r"по мере (?:необходимости|надобности)|при необходимости",
}
# An event that nobody can date beforehand; one with figures («1-марттан баштап») is for a person.
FROM_EVENT_PATTERN = re.compile(
    r"\D+ (?:баштап|тартып|кийин)|(?:со дня|с момента|с даты|после) \D+|окуядан баштап"
)

YEAR_PATTERN = r"(?P<year>20\d\d)"
UNTIL_PATTERN = r"(?P<until>20\d\d)"
# «жыл», «жылдын», «ж.», «гг.»; neither «жылда» nor «годовой»
YEAR_WORD = r"(?:жыл(?!да\b|дык)\w*|жж?|гг?|годов|год(?!н|ов)\w*)"
ORDINALS = {
    "1": ("1", "i", "биринчи", "перв"),
    "2": ("2", "ii", "экинчи", "втор"),
    "3": ("3", "iii", "үчүнчү", "учунчу", "трет"),
    "4": ("4", "iv", "төртүнчү", "тортунчу", "четверт", "четвёрт"),
}
STEMS = {stem: number for number, stems in ORDINALS.items() for stem in stems}
QUARTER_WORD = r"(?P<quarter>квартал\w*|кв|чейре[кг]\w*)"
HALF_WORD = r"(?P<half>жарым ?жылды[кг]\w*|жарымы\w*|полугоди\w*|половин\w*)"


def part_pattern(name: str) -> str:
    """The number of a quarter or a half-year."""
    return (
        rf"(?P<{name}>[1-4]|i{{1,3}}|iv|биринчи|экинчи|үчүнчү|учунчу|төртүнчү|тортунчу|"
        r"(?:перв|втор|трет|четверт|четвёрт)[а-я]{1,3})"
        r"(?: (?:ы?й|ий|я|е|ое|м|ем|ом|го|ого|ьем|чи|чы|чу|чү|инчи|нчи|нчы))?"
    )


def month_pattern(name: str) -> str:
    return (
        rf"(?P<{name}>январ|феврал|март|апрел|ма[йяе]|июн|июл|август|сентябр|октябр|ноябр|декабр)"
        r"[ьяйыиуеа]?(?:нын|дын|дин|тын|да|те|та|нан|нен|тан|дан|на|не|га|ге|ка)?(?: ай\w*)?"
    )


def part_number(text: str) -> int:
    """The number that «3», «iii» or «үчүнчү» says."""
    return next(int(STEMS[stem]) for stem in (text, *STEMS) if stem in STEMS and text.startswith(stem))


def month_number(text: str) -> int:
    return MONTH_STEMS.index("май" if text.startswith("ма") and text != "март" else text[:3]) + 1
