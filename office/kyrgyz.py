"""Kyrgyz for papers and search: dates in words, endings of names, forgiving search, the order of the
alphabet. No database.
"""

import re
import unicodedata
from datetime import date

ALPHABET = "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя"

# --- Dates -------------------------------------------------------------------------------------------------

MONTHS = "январы февралы марты апрели майы июну июлу августу сентябры октябры ноябры декабры".split()
MONTHS_OF = (
    "январындагы февралындагы мартындагы апрелиндеги майындагы июнундагы июлундагы августундагы "
    "сентябрындагы октябрындагы "
    "ноябрындагы декабрындагы"
).split()
MONTH_STEMS = "янв фев мар апр май июн июл авг сен окт ноя дек".split()

_MONTH = (
    r"(?P<month>январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)"
    r"[ьяйыиуеа]?(?:н\w{0,7})?(?: айы\w*)?"
)
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_YEAR_WORD = r"(?: ?(?:жыл\w*|ж|г|год\w*)\b\.?)?"
_HOUR = re.compile(r"(?<=\d)[t ]\d{1,2}:\d\d\S*(?: [ap]m)?$")  # that a program writes behind a day
DATE_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_DAY}(?P<sign>[./])(?P<month>\d{{1,2}})(?P=sign){_YEAR}{_YEAR_WORD}",
        rf"{_YEAR} (?P<month>\d\d) (?P<day>\d\d)",
        rf"{_YEAR}{_YEAR_WORD} {_DAY} {_MONTH}",
        rf"{_DAY} {_MONTH} {_YEAR}{_YEAR_WORD}",
    )
)


def date_words(day: date) -> str:
    """«2026-жылдын 8-апрели»."""
    return f"{day.year}-жылдын {month_day_words(day)}"


def month_day_words(day: date) -> str:
    """A day of every year: «1-февралы»."""
    return f"{day.day}-{MONTHS[day.month - 1]}"


def date_words_of(day: date) -> str:
    """«2026-жылдын 8-апрелиндеги», as orders cite another act."""
    return f"{day.year}-жылдын {day.day}-{MONTHS_OF[day.month - 1]}"


def short_date(day: date) -> str:
    """«08.04.2026»."""
    return f"{day:%d.%m.%Y}"


def parse_date(text: str) -> date | None:
    """A date as clerks write it, in Kyrgyz or Russian words or in digits; None for whatever a person has to
    read.

    A two-digit year, a missing day and a day the month does not have are such, and «4/8/2026», which is
    4 August here and 8 April to a program that speaks the English of America.
    """
    days = possible_dates(text)
    return days[0] if len(days) == 1 else None


def possible_dates(text: str) -> list[date]:
    """Every day that a text of one date may mean, the likelier first; none where it is no date."""
    plain = _HOUR.sub("", tidy_text(text).casefold())
    plain = re.sub(r"[«»“”„\"'’_,\-–—]+", " ", plain)
    plain = " ".join(plain.split()).rstrip(" .")
    found = next((match for pattern in DATE_PATTERNS if (match := pattern.fullmatch(plain))), None)
    if found is None:
        return []
    year, month, day = int(found["year"]), found["month"], found["day"]
    orders = [(month, day), (day, month)] if found.groupdict().get("sign") == "/" else [(month, day)]
    days = [_make_date(year, month, int(day)) for month, day in orders]
    return list(dict.fromkeys(day for day in days if day))


def _make_date(year: int, month: str, day: int) -> date | None:
    number = int(month) if month.isdigit() else MONTH_STEMS.index(month[:3].replace("мая", "май")) + 1
    try:
        return date(year, number, day)
    except ValueError:
        return None


# --- Search ------------------------------------------------------------------------------------------------

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
# The signs by which OCR programs mark a word they divided over two lines: ABBYY's, and a soft hyphen.
_OCR_HYPHEN = re.compile(r"(?<=[^\W\d_])(?:¬\s*|\xad[^\S\n]*\n\s*)(?=[^\W\d_])")
_OCR_LINE_END = re.compile(r"(?<=[^\W\d_])[¬\xad][^\S\n]*\r?\n[^\S\n]*([^\W\d_]\S*)[^\S\n]*")
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-zÀ-ɏɵ]")
# Letters that look the same: what a keyboard left in the wrong layout or a scanner puts into a Cyrillic word.
_LOOKALIKES = str.maketrans("ABCEHKMOPTXYaceopxykmtöÖɵƟüÜŋŊëË", "АВСЕНКМОРТХУасеорхукмтөӨөӨүҮңҢёЁ")
# Latin typing by sound, longest first: «okmotu», «jer», «zher», «shaar».
_SOUNDS = {
    "shch": "щ",
    "zh": "ж",
    "kh": "х",
    "gh": "г",
    "ch": "ч",
    "sh": "ш",
    "ts": "ц",
    "yu": "ю",
    "ya": "я",
    "yo": "ё",
    "ng": "ң",
    **dict(zip("abcdefghijklmnopqrstuvwxyz", "абцдефгхижклмнопкрстуввхиз", strict=True)),
    **dict(zip("öüşçğıŋɵ", "өүшчгыңө", strict=True)),
}
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
# One letter for what people do not tell apart when they type: ө о, ү у, ң н нг, ё е э, й ы и; ь ъ are not
# typed at all. Russian OCR also makes е of ө («темендетүп»): е stays apart (docs/formats.md: why).
_SAME = {"о": "өѳӧӫ", "у": "үұӱ", "н": "ңҥӊ", "е": "ёэ", "и": "йыі", "": "ьъ"}
_FOLDED = str.maketrans({sign: letter for letter, signs in _SAME.items() for sign in signs})


def join_ocr_words(text: str) -> str:
    """`text` with the words whole that an OCR program divided: «тобокел¬дик»."""
    return _OCR_HYPHEN.sub("", text)


def join_ocr_lines(text: str) -> str:
    """The same over the lines of a text, whose number stays: the rest of a word goes up to its beginning."""
    return join_ocr_words(_OCR_LINE_END.sub(r"\1\n", text))


def tidy_text(text: str) -> str:
    """The same text, composed (NFC), without soft hyphens (also of OCR) and zero-width signs, spaces single,
    without Latin letters inside Cyrillic words. Case and Kyrgyz letters stay: this is for keeping, `fold`
    is for comparing.
    """
    text = _INVISIBLE.sub("", join_ocr_words(unicodedata.normalize("NFC", text)))
    return _WORD.sub(_one_alphabet, " ".join(text.split()))


def fold(text: str) -> str:
    """The key that search compares: stored beside the text and made of the query too, never shown.

    «жонундо», «JÖNÜNDÖ» and «жөнүндө» give one key; so do «ayil okmotu» and «айыл өкмөтү». A word wholly in
    Latin letters is read by sound, Latin letters inside a Cyrillic word by look.
    """
    plain = _WORD.sub(_to_cyrillic, tidy_text(text).casefold())
    return plain.translate(_FOLDED).replace("нг", "н")


def _one_alphabet(word: re.Match[str]) -> str:
    """A word that is Cyrillic once its look-alikes are; «PDFтин», Latin on purpose, stays."""
    changed = word[0].translate(_LOOKALIKES)
    return changed if _CYRILLIC.search(word[0]) and not _LATIN.search(changed) else word[0]


def _to_cyrillic(word: re.Match[str]) -> str:
    return _SOUND.sub(lambda sound: _SOUNDS[sound[0]], word[0])


# --- Order -------------------------------------------------------------------------------------------------

# Signs, digits, Kyrgyz, Latin, and № read as «no»: so PostgreSQL's ICU locale ky has them, and both engines
# list alike. The private-use area keeps the order in one string.
_ORDER = {
    sign: chr(0xE000 + place)
    for place, sign in enumerate("0123456789" + ALPHABET + "abcdefghijklmnopqrstuvwxyz")
}
_ORDERED = str.maketrans({**_ORDER, "№": _ORDER["n"] + _ORDER["o"]})


def sort_key(text: str) -> str:
    """A string that sorts by the Kyrgyz alphabet; case decides only between equals, small letters first."""
    text = unicodedata.normalize("NFC", text)
    return f"{text.casefold().translate(_ORDERED)}\0{text.swapcase()}"


def compare_kyrgyz(one: str, other: str) -> int:
    """−1, 0 or 1: the comparison SQLite asks of a collation."""
    first, second = sort_key(one), sort_key(other)
    return (first > second) - (first < second)


# --- Names and endings -------------------------------------------------------------------------------------

_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_VOWELS = {
    "а": "ы",
    "ы": "ы",
    "я": "ы",
    "е": "и",
    "э": "и",
    "и": "и",
    "о": "у",
    "ё": "у",
    "у": "у",
    "ю": "у",
    "ө": "ү",
    "ү": "ү",
}
_LOW_VOWELS = {"ы": "а", "и": "е", "ү": "ө"}
_VOICELESS = "пфктсшчщцх"
_CLOSING = "»”\"'’)"
_POSSESSIVE = re.compile(r"[бвгдйжзклмнңпрстфхцчшщ][ыиуү]$")


def roman_number(number: int) -> str:
    """«IV». ValueError outside 1–3999."""
    if not 0 < number < 4000:
        raise ValueError("a roman number runs from 1 to 3999")
    numeral = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        numeral += sign * count
    return numeral


_UNITS = ("", "бир", "эки", "үч", "төрт", "беш", "алты", "жети", "сегиз", "тогуз")
_TENS = ("", "он", "жыйырма", "отуз", "кырк", "элүү", "алтымыш", "жетимиш", "сексен", "токсон")


def ordinal_words(number: int) -> str:
    """«жыйырма алтынчы»; from a hundred on «126-»: which, as a paper says it. Whole and above 0."""
    if number > 99:
        return f"{number}-"
    tens, units = divmod(number, 10)
    *before, last = filter(None, (_TENS[tens], _UNITS[units]))
    return " ".join([*before, last + _ordinal_ending(last)])


def _ordinal_ending(word: str) -> str:
    """«-нчы» after a vowel, «-ынчы» after a consonant, by the last vowel of the word."""
    vowel = next(_VOWELS[letter] for letter in reversed(word) if letter in _VOWELS)
    return ("" if word[-1] in _VOWELS else vowel) + f"нч{vowel}"


def sentence(text: str) -> str:
    """«Журналды толтуруу» → «Журналды толтуруу.»; what ends as a sentence already stays."""
    text = text.strip()
    return text if text.endswith((".", "!", "?", "…")) else f"{text.rstrip(',;:')}."


def initials(surname: str, name: str = "", patronymic: str = "") -> str:
    """«А. А. Сыдыкова», as under a signature; «уулу» and «кызы» get no initial of their own."""
    letters = [f"{part.strip()[0].upper()}." for part in (name, patronymic) if part.strip()]
    return " ".join([*letters, surname.strip()])


def genitive(name: str) -> str:
    """«Достук айыл өкмөтү» → «Достук айыл өкмөтүнүн»: whose.

    A name without a Kyrgyz vowel comes back as it is.
    """
    stem, sound, tail = _case_ending(name)
    if not sound:
        return name
    first = "н" if stem[-1].casefold() in _VOWELS else "т" if stem[-1].casefold() in _VOICELESS else "д"
    return f"{stem}{tail}{first}{sound}н"


def dative(name: str) -> str:
    """«Достук айыл өкмөтү» → «Достук айыл өкмөтүнө»: to whom.

    A name without a Kyrgyz vowel comes back as it is.
    """
    stem, sound, tail = _case_ending(name)
    if not sound:
        return name
    last = stem[-1].casefold()
    first = "н" if _POSSESSIVE.search(stem.casefold()) else "к" if last in _VOICELESS else "г"
    return f"{stem}{tail}{first}{_low_vowel(stem)}"


def dative_forms(name: str) -> list[str]:
    """The name with every ending of the dative that its last sound allows, the one by harmony first: people
    write «Маматовго» and «Маматовга».
    """
    first = dative(name)
    return (
        list(dict.fromkeys([first, *(first[:-1] + vowel for vowel in "аеоө")])) if first != name else [name]
    )


def locative(name: str) -> str:
    """«Достук айыл өкмөтү» → «Достук айыл өкмөтүндөгү»: which is in it.

    A name without a Kyrgyz vowel comes back as it is.
    """
    stem, sound, tail = _case_ending(name)
    if not sound:
        return name
    last = stem[-1].casefold()
    first = "нд" if _POSSESSIVE.search(stem.casefold()) else "т" if last in _VOICELESS else "д"
    low = _low_vowel(stem)
    return f"{stem}{tail}{first}{low}г{_VOWELS[low]}"


def _case_ending(name: str) -> tuple[str, str, str]:
    """(name without closing quotes and soft sign, high vowel of its ending or "", closing quotes)."""
    stem = name.rstrip().rstrip(_CLOSING)
    tail = name.rstrip()[len(stem) :]
    vowel = _last_vowel(stem)
    return (stem if tail else stem.rstrip("ьЬ")), _VOWELS.get(vowel, ""), tail


def _low_vowel(stem: str) -> str:
    """а, е, о or ө by harmony; у draws а («буйругуна»), о keeps о («Ошко»)."""
    vowel = _last_vowel(stem)
    if vowel in "оё":
        return "о"
    return "а" if vowel in "ую" else _LOW_VOWELS[_VOWELS[vowel]]


def _last_vowel(text: str) -> str:
    return next((sign for sign in reversed(text.casefold()) if sign in _VOWELS), "")
