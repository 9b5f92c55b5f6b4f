"""A first proposal of the masked text and of the short content: what looks like a person, a telephone, a
document, a car or an address is covered. Somebody reads it and covers the rest.
"""

import re
from collections.abc import Iterable, Iterator

from office.kyrgyz import fold
from trustbox.journal.data.given_names import KYRGYZ, RUSSIAN, SOUTHERN
from trustbox.journal.numbers import number_spans

COVER = "▇▇▇"
Span = tuple[int, int]

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Endings of cases, of possession and of number, Kyrgyz and Russian.
ENDING = (
    r"(?:(?:лар|лер|лор|лөр|дар|дер|дор|дөр|тар|тер|тор|төр)?(?:ым|им|ум|үм|ы|и|у|ү|сы|си|су|сү)?"
    r"(?:нын|нин|нун|нүн|дын|дин|дун|дүн|тын|тин|тун|түн|га|ге|го|гө|ка|ке|ко|кө|на|не|но|нө|а|е|"
    r"ны|ни|ну|нү|ды|ди|ду|дү|ты|ти|ту|тү|да|де|до|дө|та|те|то|тө|нда|нде|"
    r"дан|ден|дон|дөн|тан|тен|тон|төн|нан|нен|нон|нөн)?)"
)
# Behind all of them: whose it is, like whom, the question.
PARTICLE = r"(?:(?:н|д|т)[ыиуү]к[ыиуү]|д[аеоө]й|т[аеоө]й|ч[ыиуү]|б[ыиуү]|п[ыиуү])?"
ENDING += PARTICLE
RUSSIAN_ENDING = r"(?:а|у|ым|им|ом|ем|е|ой|ей|ою|ых|ы|ами|ая|ую|ий|ого|ому)?"
SURNAME = re.compile(
    rf"[а-яёңөү-]{{2,40}}(?:(?:ов|ев|ёв|ьмин|шкин|ицын)(?:а|{RUSSIAN_ENDING})?|ск(?:ий|ая|ого|ой|ому|им|ую)|"
    rf"цк(?:ий|ая|ого|ой|ому|им|ую)|енко|швили|дзе|[а-яё][кгшжчрз]ин(?:{RUSSIAN_ENDING})|"
    rf"[бвгджзклмнпрстфхч]ян|бай|бек){ENDING}"
)
PATRONYMIC = re.compile(rf"[а-яёңөү]{{2,40}}(?:ович|евич|ьич|овн|евн|ичн)(?:а|у|ом|е|ой|ы)?{ENDING}")
OF_A_PARENT = re.compile(rf"(?:уулу|улуу|кызы|кызи|кизи|кыси|угли|углы|огли|оглы){ENDING}")
# So too, where the name of the parent stands before and the own one beside: «тегин» is «free of charge» too.
PERHAPS_OF_A_PARENT = frozenset("уул тегин кыз у к".split())
AFTER_A_NAME = re.compile(r"(?:байке|эже|эжей|агай|аке|ака|аба|ава|опа|ата|апа|тайке|жеңе)[а-яёңөү]{0,20}")
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
    джалал-абадский кабай чабай кымбай лицевой годовой правовой торговой половой плановой магазин машина
    бензин причина вершина резина корзина мужчина величина половина пружина ширина глубина
    """.split()
)
# Before a name with a capital: who speaks, relatives, offices.
BEFORE_A_NAME = frozenset(
    """
    мен мени менин биз бизди сиз сизди ал анын жолдошум аялым күйөөм кызым уулум балам атам апам энем
    агам иним эжем карындашым сиңдим кошунам үйүм үйүбүз тууганым башчы башчысы катчы катчысы адис адиси
    ооган кыргыз орус өзбек казак тажик улуу имам мугалим мугалими директор директору депутат депутаты
    участкалык милиционер врач доктор жаран
    гражданин гражданка гражданину специалист исполнитель свидетель свидетели заявитель заявительница
    директора главы депутата сын дочь сына мой моя моего моему моей муж жена мать отец со от на для
    выдать урматтуу уважаемый уважаемая арыз кайрылуу айыл шаар район сатуучу айдоочу и а в к у о с не
    """.split()
)
# «-ыбыз», «-ымдын»: a noun with whose it is and its case.
NOUN_ENDING = rf"(?:(?:л|д|т)[аеоө]р)?(?:[ыиуү]?(?:м|ң|б[ыиуү]з|ң[ыиуү]з))?{ENDING}"
# Somebody who bears the name behind it: offices, trades, relatives.
PERSON = re.compile(
    rf"(?:(?:кошуна|коңшу|комшу|бригадир|завхоз|мугалим|тарбиячы|башчы|катчы|адис|имам|"
    rf"молдо|директор|депутат|"
    rf"милиционер|врач|врачы|доктор|доктур|фельдшер|ветеринар|айдоочу|сатуучу|аткаруучу|"
    rf"мура[бп]|мираб|мураскор|"
    rf"маркум|кайната|кайнага|кайнене|кайни|жээн|небере|жезде|күйөө|жолдош|аял|келин|бөлө|"
    rf"агроном|бухгалтер|прораб|"
    rf"чабан|малчы|фермер|ижарачы|кассир|лаборант|инспектор|прокурор|тергөөчү|дос|тууган|"
    rf"ага|ини|карындаш|сиңди|"
    rf"апа|ата|эне|байбиче|уул|кыз|бала|кызматкер|[а-яёңөү]{{3,30}}ч[ыиуү]){NOUN_ENDING}|"
    r"(?:сосед|участков|заявител|мат[ьи]|отец|отц|гражданин|гражданк|свидетел|специалист|начальник|заведующ|"
    r"учительниц|учител|председател|бригадир|завхоз|директор|депутат|врач|бухгалтер)[а-яё-]{0,9})"
)
# What begins a sentence before a name and is none: «our …», «these … (whom)».
OURS = re.compile(r"[а-яёңөү]{2,30}(?:[ыиуү]б[ыиуү]з|[аеоө]б[ыиуү]з)[а-яёңөү]{0,6}")
MANY = re.compile(
    r"[а-яёңөү]{2,30}(?:л[аеоө]р|(?:л|д|т)[аеоө]р(?:ды|ди|ду|дү|га|ге|го|гө|дын|дин|дун|дүн|[ыи]))"
)
THING = re.compile(
    rf"(?:(?:карыз|документ|жооп|жооб|мал|чек|арыз|кагаз|акча|жер|үй|там|уй|кой|ат|көмүр|"
    rf"суу|паспорт|талон|тизме|"
    rf"кат|сөз|колтамга){NOUN_ENDING}|(?:заявлени|жалоб|справк|подпис)[а-яё]{{1,3}}|"
    rf"(?:(?:кыргыз|өзбек|казак|тажик|түркмөн|оога|пакы)стан|россия|москва|түркия|корея|кытай|"
    rf"бишкек|ош|каракол|нарын|баткен|токмок|талас|чүй|отдел|комитет|жогорку|жок){ENDING})"
)
FUNCTION_WORDS = frozenset(
    "деп деген дегенди аттуу жана менен үчүн боюнча эмес бизге бизди мага ага эгер бирок".split()
)
# Names that are common words too, where these stand behind them: «Алтын күз», «Жеңиш майрамы».
COMMON_HEAD = re.compile(r"(?:күз|майрам|жылдыз|күн|сөөк|шакек|мезгил|доор|заман)[а-яёңөү]{0,12}")
ANIMAL = re.compile(r"(?:ит|уй|ат|мышык|бээ|кой|букачар)(?:[аиыуү][а-яёңөү]{0,8})?")
INSTITUTION = re.compile(
    r"(?:мекте[пб]|бакча|балабакча|парк|сейил|китепкана|клуб|маданият|аянт|стадион|"
    r"университет|колледж|лице|гимнази|"
    r"театр|музе|колхоз|совхоз|оорукана|көчө|айыл|канал|школ|библиотек|больниц)[а-яёңөү]{0,14}"
)
# Surnames of Chinese and Koreans, of one syllable, before one or two names with a capital.
ONE_SYLLABLE = frozenset(
    "ван чжан лю чен чэнь ян ли хуан чжао ву цзян сюй ким пак цой пан тен тян юн шин хван".split()
)
PLACES = re.compile(
    r"(?:район|облус|област|шаар|айыл|ай\b|мектеп|бакча|дарыя|суу|канал|көл|тоо|базар|аянт|эстелик|гор|сел)"
    r"[а-яёңөү]*"
)


class Word:
    """A word of a text with what it looks like."""

    def __init__(self, match, staff):
        self.text, self.start, self.end = match[0], match.start(), match.end()
        low = self.low = read_by_sound(self.text)
        self.is_capital = self.text[0].isupper()
        self.is_initial = self.is_capital and (len(self.text) == 1 or self.text in INITIALS_OF_TWO)
        self.is_given = low not in BEFORE_A_NAME and is_given_name(low)
        is_like_a_surname = SURNAME.fullmatch(low) is not None and len(low) > 3
        self.is_surname = low not in NO_NAMES and low not in BEFORE_A_NAME and is_like_a_surname
        self.is_patronymic = PATRONYMIC.fullmatch(low) is not None
        self.is_of_a_parent = OF_A_PARENT.fullmatch(low) is not None
        self.is_perhaps_of_a_parent = low in PERHAPS_OF_A_PARENT and not self.is_capital
        self.is_of_staff = any(fold(low).startswith(name) for name in staff)

    @property
    def stands_before(self):
        """Whether it is what a name follows, with a capital at the beginning of a sentence."""
        if self.low in BEFORE_A_NAME or self.low in FUNCTION_WORDS:
            return True
        is_common = any(form.fullmatch(self.low) for form in (PERSON, OURS, MANY, THING))
        return is_common and not (self.is_given or self.is_surname or self.is_patronymic)

    @property
    def is_anchor(self):
        """Whether it is a name by itself."""
        strong = self.is_surname or self.is_patronymic or self.is_given or self.is_of_staff
        return self.is_capital and not self.is_initial and strong


UZBEK = str.maketrans("ўқғҳі", "укгхи")
WORDS_OF_A_LETTER = frozenset("АВИКОСУЯ")
INITIALS_OF_TWO = frozenset(("Дж", "Дз", "Sh", "Ch", "Zh", "Dj", "Kh", "Yu", "Ya"))


def read_by_sound(word: str) -> str:
    """A word in small Cyrillic letters: Latin ones by sound, Uzbek ones by the nearest."""
    low = word.lower()
    return fold(low) if low.isascii() else low.translate(UZBEK)


LOCAL = KYRGYZ | SOUTHERN
LOCAL = LOCAL | {fold(name) for name in LOCAL if len(name) > 4}  # as Latin letters and lazy ones spell them
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


def private_words(text: str) -> list[str]:
    """What `cover_identity` would cover in a text, in its order."""
    spans = merge_spans([*name_spans(text), *number_spans(text)])
    return [text[start:end] for start, end in spans]


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
    before, after = neighbour(text, words, place, -1), neighbour(text, words, place, 1)
    is_place = after and PLACES.match(after.low)
    if is_place and not word.is_of_staff and (not word.is_surname or word.text.endswith(("ий", "ого", "ом"))):
        return False
    if is_of_an_institution(text, words, place) or is_common_here(text, words, place):
        return False
    if word.is_anchor:
        return True
    if word.is_capital and not word.is_initial:
        if after and (AFTER_A_NAME.fullmatch(after.low) or CALLED.fullmatch(after.low)):
            return True
        if after and after.is_initial and text[after.end : after.end + 1] == "." and not word.stands_before:
            return True
        if before and before.is_initial and text[before.end : before.end + 1] == ".":
            return True
        if before and PERSON.fullmatch(before.low) and not before.is_anchor and is_mixed(word):
            return not word.stands_before
        return is_second_of_two(text, words, place) or is_of_one_syllable(text, words, place)
    if word.is_of_a_parent:
        return bool(before and (before.is_capital or before.is_given) or after and after.is_given)
    if word.is_perhaps_of_a_parent:
        return is_of_a_parent_here(text, words, place)
    # A text that begins with a surname in small letters, and the name behind it up to a comma.
    if place == 0 and word.is_surname and len(words) > 1:
        return True
    if place == 1 and before and before.is_surname and not before.is_capital:
        return text[word.end : word.end + 1] in (",", ".", ":")
    # All in small letters: a surname beside a given name.
    return word.is_surname and any(one.is_given and not one.is_surname for one in (before, after) if one)


def neighbour(text, words, place, step):
    """The word that touches another before it or behind it, or None."""
    if not 0 <= place + step < len(words):
        return None
    one, other = sorted((words[place], words[place + step]), key=start_of)
    return words[place + step] if touches(text, one, other) else None


def is_mixed(word) -> bool:
    """Whether a word has a capital because it is a name and not because all the text has."""
    return word.is_capital and len(word.text) > 1 and word.text[1:].islower()


def is_of_a_parent_here(text, words, place) -> bool:
    """Whether «уул», «тегин», «у.» closes a name: the own name or another one beside, or the dot."""
    before, after = neighbour(text, words, place, -1), neighbour(text, words, place, 1)
    if before is None or not before.is_capital or before.stands_before or before.is_initial:
        return False
    if len(words[place].text) == 1:
        return text[words[place].end : words[place].end + 1] == "." and before.is_anchor
    further = neighbour(text, words, place - 1, -1)
    is_name = before.is_given or further is not None and further.is_capital and not further.stands_before
    return is_name or after is not None and is_mixed(after)


def is_second_of_two(text, words, place) -> bool:
    """Whether «and» leads from a name to the word: «Ташмат менен Эшмат»."""
    joint = neighbour(text, words, place, -1)
    if joint is None or joint.low not in ("менен", "жана", "и"):
        return False
    first = neighbour(text, words, place - 1, -1)
    if first is None or not is_mixed(first) or not is_mixed(words[place]) or words[place].stands_before:
        return False
    who = neighbour(text, words, place - 2, -1)
    is_who = who is not None and PERSON.fullmatch(who.low) is not None
    return first.is_anchor or is_who and not first.stands_before


def is_of_one_syllable(text, words, place) -> bool:
    """Whether the word begins a name of a Chinese or a Korean: a surname of theirs and one or two names, or
    three words of a syllable each.
    """
    row = words[place : place + 3]
    if len(row) < 2 or not touches(text, *row[:2]) or any(not is_mixed(one) for one in row[:2]):
        return False
    if row[0].low in ONE_SYLLABLE:
        return not row[1].stands_before
    is_row = len(row) == 3 and touches(text, *row[1:]) and is_mixed(row[2])
    return is_row and all(len(one.text) <= 4 and not one.stands_before for one in row)


def is_of_an_institution(text, words, place) -> bool:
    """Whether a name is the one a school, a park, a street without a house is called by."""
    row = words[place + 1 : place + 6]
    named = next((number for number, one in enumerate(row) if one.low.startswith("атындагы")), None)
    if named is None or named > 2 or any(not one.is_capital for one in row[:named]):
        return False
    head = next((one for one in row[named + 1 : named + 4] if INSTITUTION.fullmatch(one.low)), None)
    if head is None or re.search(r"[.!?;]", text[row[named].end : head.start]):
        return False
    return not (head.low.startswith("көчө") and re.match(r"[\s,№]{0,4}\d", text[head.end : head.end + 6]))


def is_common_here(text, words, place) -> bool:
    """Whether a given name is a common word or an animal's here: «Жеңиш майрамы», «Жолборс аттуу ит»."""
    before, after = neighbour(text, words, place, -1), neighbour(text, words, place, 1)
    if before is not None and before.low == "жогорку" and re.match(r"ке[нң]еш", words[place].low):
        return True
    if after is None or after.is_capital or words[place].is_surname:
        return False
    if COMMON_HEAD.fullmatch(after.low):
        return before is None
    further = neighbour(text, words, place + 1, 1)
    return bool(CALLED.fullmatch(after.low) and further and ANIMAL.fullmatch(further.low))


def start_of(word):
    return word.start


def touches(text, one, other) -> bool:
    """Whether nothing but blanks and the dots of initials stands between two words."""
    return re.fullmatch(r"\s*" if not one.is_initial else r"\.?\s*", text[one.end : other.start]) is not None


LONGEST_NAME = 6  # words on each side


def reach(text, words, place) -> tuple[int, int]:
    """Places of the first and the last word of the name around a word."""
    first = last = place
    while (
        first
        and place - first < LONGEST_NAME
        and belongs(text, words[first - 1], words[first], is_before=True)
    ):
        first -= 1
    while last + 1 < len(words) and last - place < LONGEST_NAME:
        if not belongs(text, words[last], words[last + 1], is_before=False):
            break
        last += 1
    return first, last


def belongs(text, one, other, *, is_before) -> bool:
    """Whether a word beside a name is part of it: an initial, «уулу», another name."""
    if not touches(text, one, other):
        return False
    word = one if is_before else other
    if word.is_initial:
        has_dot = text[word.end : word.end + 1] == "."
        if is_before:
            return has_dot or other.is_surname and word.text not in WORDS_OF_A_LETTER
        return has_dot or one.is_surname and is_mixed(one)
    if word.is_of_a_parent or word.is_patronymic:
        return True
    if word.stands_before:
        return False
    if is_before:
        if word.is_capital:
            return True
        return word.is_given and not other.is_capital or other.is_of_a_parent
    if one.is_patronymic and not (word.is_surname or word.is_given):
        return False
    if one.is_perhaps_of_a_parent and len(one.text) == 1:
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
