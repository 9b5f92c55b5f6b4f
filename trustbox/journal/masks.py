"""A first proposal of the masked text and of the short content: what looks like a person, a telephone, a
document, a car or an address is covered. Somebody reads it and covers the rest.
"""

import re
from collections.abc import Iterable, Iterator

from office.kyrgyz import fold
from trustbox.journal.data.given_names import KYRGYZ, RUSSIAN, SOUTHERN

COVER = "▇▇▇"
Span = tuple[int, int]

# --- Numbers and addresses ----------------------------------------------------------------------------------

STREET = r"(?:көч\.|көчө|бульвар|проспект|тар көчө|кичи район|микрорайон|квартал)[а-яёңөү]*"
NAME = r"(?:(?!(?:Мен|Биз|Үйүм|Дарегим|Айыл)\b)[А-ЯЁҢӨҮ0-9][\w-]*\.?\s+){1,3}"
HOUSE = (
    r"(?:[\s,]+(?:№\s*)?(?:д|дом|кв|квартира|үй|корпус|бөлмө|батир)?[.\s]*\d+[а-яА-Я]?(?:[/-]\d+)?"
    r"(?:\s*-\s*(?:үй|батир|бөлмө|тар көчө|корпус|кабат|квартира)[а-яёңөү]*)?(?:\s+үй[а-яёңөү]*)?)"
)
STREET_BEFORE = (
    r"\b(?:ул|пер|пр|просп|мкр|мкрн|мкр-н|мкр-не|улиц[а-я]*|переул[а-я]*|проспект[а-я]*|микрорайон[а-я]*|"
    r"кварта[а-я]*|бульвар[а-я]*)\.?\s+"
)
PATTERNS = (
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    re.compile(rf"{NAME}{STREET}{HOUSE}+"),
    re.compile(rf"{NAME}{STREET}"),
    re.compile(rf"\b[\w-]+\s+{STREET}{HOUSE}+", re.IGNORECASE),
    re.compile(rf"{NAME}к\.{HOUSE}+"),
    re.compile(rf"{STREET_BEFORE}(?:[А-ЯЁҢӨҮ0-9][\w-]*\.?[ ]*){{1,3}}{HOUSE}*", re.IGNORECASE),
    re.compile(r"\b\d+[а-я]?\s*-\s*үй[а-яёңөү]*,?\s*\d+\s*-\s*батир[а-яёңөү]*", re.IGNORECASE),
    re.compile(r"(?:\bд\.|\bдом)\s*\d+\w?,?\s*(?:кв\.?|квартира)\s*\d+", re.IGNORECASE),
    # Documents and cars, in Latin letters or in Cyrillic ones that look alike.
    re.compile(r"\b(?:[A-Z]{2}|АН|ИД|[АA][NН])\s*(?:№\s*)?\d{6,8}\b", re.IGNORECASE),
    re.compile(r"\b\d{2}\s?(?:KG|КG)\s?\d{3}\s?[A-ZА-Я]{2,3}\b", re.IGNORECASE),
    re.compile(r"\b[A-ZА-Я]\s?\d{4}\s?[A-ZА-Я]{1,2}\b"),
    # Nine digits and more are a telephone or a personal number; five or six in pairs a telephone of the
    # village.
    re.compile(r"\+?\(?\d(?:[\s().-]{0,3}\d){8,}"),
    re.compile(r"\b\d{1,3}-\d{2}-\d{2}\b"),
)

# --- Names --------------------------------------------------------------------------------------------------

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Endings of cases, of possession and of number, Kyrgyz and Russian.
ENDING = (
    r"(?:(?:лар|лер|лор|лөр|дар|дер|дор|дөр|тар|тер|тор|төр)?(?:ым|им|ум|үм|ы|и|у|ү|сы|си|су|сү)?"
    r"(?:нын|нин|нун|нүн|дын|дин|дун|дүн|тын|тин|тун|түн|га|ге|го|гө|ка|ке|ко|кө|на|не|но|нө|а|е|"
    r"ны|ни|ну|нү|ды|ди|ду|дү|ты|ти|ту|тү|да|де|до|дө|та|те|то|тө|нда|нде|"
    r"дан|ден|дон|дөн|тан|тен|тон|төн|нан|нен|нон|нөн)?)"
)
RUSSIAN_ENDING = r"(?:а|у|ым|им|ом|ем|е|ой|ей|ою|ых|ы|ами|ая|ую|ий|ого|ому)?"
SURNAME = re.compile(
    rf"[а-яёңөү-]{{2,}}(?:(?:ов|ев|ёв|ьмин|шкин|ицын)(?:а|{RUSSIAN_ENDING})?|ск(?:ий|ая|ого|ой|ому|им|ую)|"
    rf"цк(?:ий|ая|ого|ой|ому|им|ую)|енко|швили|бай|бек){ENDING}"
)
PATRONYMIC = re.compile(rf"[а-яёңөү]{{2,}}(?:ович|евич|ьич|овн|евн|ичн)(?:а|у|ом|е|ой|ы)?{ENDING}")
OF_A_PARENT = re.compile(r"(?:уулу|кызы)(?:нын|нун|на|га|ну|ны|нан|нда)?")
AFTER_A_NAME = re.compile(r"(?:байке|эже|эжей|агай|аке|ака|аба|ава|опа|ата|апа|тайке|жеңе)[а-яёңөү]*")
CALLED = re.compile(r"(?:деген|аттуу)")
# Words that end like a surname and are none, and words that stand before a name with a capital.
NO_NAMES = frozenset(
    """
    слова снова основа глава нова голова готова корова здорова столова обнова подкова сурова дешёва
    право лев кыскача бишкек тоодов кров улов остров покров готов здоров часов столов домов слов годов
    актов фондов сомов видов налогов вопросов органов районов документов законов расходов доходов
    гражданов жителев судов лесов клубов классов заводов ремонтов проектов автобусов тарифов счётов
    ответов сроков адресов новый минского областной районный городской айылдык жергиликтүү поселковый
    сельский общественный кыргызский русский советский ошский чуйский баткенский нарынский таласский
    джалал-абадский кабай чабай кымбай
    """.split()
)
# Before a name with a capital: who speaks, relatives, offices.
BEFORE_A_NAME = frozenset(
    """
    мен мени менин биз бизди сиз сизди ал анын жолдошум аялым күйөөм кызым уулум балам атам апам энем
    агам иним эжем карындашым сиңдим кошунам үйүм үйүбүз тууганым башчы башчысы катчы катчысы адис адиси
    имам мугалим мугалими директор директору депутат депутаты участкалык милиционер врач доктор жаран
    гражданин гражданка гражданину специалист исполнитель свидетель свидетели заявитель заявительница
    директора главы депутата сын дочь сына мой моя моего моему моей муж жена мать отец со от на для
    выдать урматтуу уважаемый уважаемая арыз кайрылуу айыл шаар район сатуучу айдоочу и а в к у о с не
    """.split()
)
PLACES = re.compile(
    r"(?:район|облус|област|шаар|айыл|ай\b|мектеп|бакча|дарыя|суу|канал|көл|тоо|базар|аянт|эстелик|гор|сел)"
    r"[а-яёңөү]*"
)


class Word:
    """A word of a text with what it looks like."""

    def __init__(self, match, staff):
        self.text, self.start, self.end = match[0], match.start(), match.end()
        low = self.text.lower()
        self.is_capital = self.text[0].isupper()
        self.is_initial = self.is_capital and len(self.text) == 1
        self.is_given = is_given_name(low)
        is_like_a_surname = SURNAME.fullmatch(low) is not None and len(low) > 3
        self.is_surname = low not in NO_NAMES and low not in BEFORE_A_NAME and is_like_a_surname
        self.is_patronymic = PATRONYMIC.fullmatch(low) is not None
        self.is_of_a_parent = OF_A_PARENT.fullmatch(low) is not None
        self.is_of_staff = any(fold(low).startswith(name) for name in staff)

    @property
    def is_anchor(self):
        """Whether it is a name by itself."""
        strong = self.is_surname or self.is_patronymic or self.is_given or self.is_of_staff
        return self.is_capital and not self.is_initial and strong


LOCAL = KYRGYZ | SOUTHERN
EVERYWHERE = LOCAL | RUSSIAN
GIVEN_ENDING = re.compile(ENDING + "|" + RUSSIAN_ENDING)


def is_given_name(word: str) -> bool:
    """Whether a word in small letters is a given name of the lists, in any case of it."""
    if word in EVERYWHERE:
        return True
    for length in range(len(word) - 1, max(2, len(word) - 10), -1):
        stem, ending = word[:length], word[length:]
        if stem in LOCAL and length > 3 and GIVEN_ENDING.fullmatch(ending):
            return True
        nominatives = {stem + last for last in ("", "а", "я", "й", "ь")}
        if length > 3 and re.fullmatch(RUSSIAN_ENDING, ending) and nominatives & (EVERYWHERE):
            return True
    return False


def cover_identity(text: str, staff: Iterable = ()) -> str:
    """The text with names, telephones, numbers of documents and cars and addresses covered, as far as they
    can be told by their form. `staff`: people whose surnames are covered whatever their form.
    """
    spans = merge_spans([*number_spans(text), *name_spans(text, staff)])
    for start, end in reversed(spans):
        text = text[:start] + COVER + text[end:]
    return text


def number_spans(text: str) -> Iterator[Span]:
    for pattern in PATTERNS:
        for match in pattern.finditer(text):
            yield match.start(), match.start() + len(match[0].rstrip(" ,"))


def name_spans(text: str, staff: Iterable = ()) -> Iterator[Span]:
    surnames = tuple(fold(person.surname) for person in staff)
    words = [Word(match, surnames) for match in WORD.finditer(text)]
    for place in range(len(words)):
        if is_a_name(text, words, place):
            first, last = reach(text, words, place)
            end = words[last].end
            if words[last].is_initial and (dot := DOT_AND_ENDING.match(text, end)):
                end = dot.end()
            yield words[first].start, end


DOT_AND_ENDING = re.compile(r"\.(?:[а-яёңөү]{2,4}\b)?")  # «Э. Т.га»


def is_a_name(text, words, place) -> bool:
    """Whether the word is a name: by itself, or by what stands beside it."""
    word = words[place]
    after = words[place + 1] if place + 1 < len(words) else None
    before = words[place - 1] if place else None
    is_place = after and PLACES.match(after.text.lower()) and touches(text, word, after)
    if is_place and not word.is_of_staff and (not word.is_surname or word.text.endswith(("ий", "ого", "ом"))):
        return False
    if word.is_anchor:
        return True
    if word.is_capital and not word.is_initial and after and touches(text, word, after):
        if AFTER_A_NAME.fullmatch(after.text.lower()) or CALLED.fullmatch(after.text.lower()):
            return True
        if after.is_initial and text[after.end : after.end + 1] == ".":
            return True
    if word.is_capital and not word.is_initial and before and before.is_initial:
        return text[before.end : word.start].strip() in (".", "") and text[before.end : before.end + 1] == "."
    if word.is_of_a_parent:
        return bool(before and (before.is_capital or before.is_given))
    if place == 0 and word.is_surname and after:  # a text that begins with small letters and a surname
        return True
    # All in small letters: a surname beside a given name.
    beside = [one for one in (before, after) if one and touches(text, *sorted((one, word), key=start_of))]
    return word.is_surname and any(one.is_given and not one.is_surname for one in beside)


def start_of(word):
    return word.start


def touches(text, one, other) -> bool:
    """Whether nothing but blanks and the dots of initials stands between two words."""
    return re.fullmatch(r"\s*" if not one.is_initial else r"\.?\s*", text[one.end : other.start]) is not None


def reach(text, words, place) -> tuple[int, int]:
    """Places of the first and the last word of the name around a word."""
    first = last = place
    while first and belongs(text, words[first - 1], words[first], is_before=True):
        first -= 1
    while last + 1 < len(words) and belongs(text, words[last], words[last + 1], is_before=False):
        last += 1
    return first, last


def belongs(text, one, other, *, is_before) -> bool:
    """Whether a word beside a name is part of it: an initial, «уулу», another name."""
    if not touches(text, one, other):
        return False
    word = one if is_before else other
    if word.is_initial:
        return text[word.end : word.end + 1] == "."
    if word.is_of_a_parent or word.is_patronymic:
        return True
    if is_before:
        if word.is_capital and word.text.lower() not in BEFORE_A_NAME:
            return True
        return word.is_given and not other.is_capital or other.is_of_a_parent
    if one.is_patronymic and not (word.is_surname or word.is_given):
        return False
    return word.is_capital or word.is_given and not one.is_capital


def merge_spans(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
