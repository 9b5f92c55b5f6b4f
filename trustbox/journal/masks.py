"""A first proposal of the masked text and of the short content: what looks like a person, a telephone, a
document, a car or an address is covered. Somebody reads it and covers the rest.
"""

import re
from collections.abc import Iterable, Iterator

from office.kyrgyz import fold
from trustbox.journal.name_words import (
    AFTER_A_NAME,
    ANIMAL,
    BEFORE_A_PLACE,
    CALLED,
    COMMON_HEAD,
    INSTITUTION,
    KIN,
    OF_A_VILLAGE,
    OF_WHOM,
    OFFICE_HEAD,
    ONE_SYLLABLE,
    PERSON,
    PLACE_HEAD,
    WORD,
    WORDS_OF_A_LETTER,
    Word,
)
from trustbox.journal.numbers import number_spans

COVER = "▇▇▇"
Span = tuple[int, int]


def cover_identity(text: str, staff: Iterable = ()) -> str:
    """The text with names, telephones, numbers of documents and cars and addresses covered, as far as they
    can be told by their form. `staff`: people whose surnames are covered whatever their form.
    """
    spans = merge_spans([*number_spans(text), *name_spans(text, staff)])
    for start, end in reversed(spans):
        text = text[:start] + COVER + text[end:]
    return text


def private_words(text: str) -> list[str]:
    """What in a text that is about to be published names a person, in its order. `cover_identity` covers a
    word too many rather than one too few; here a capital alone («Жобо», «I. Жалпы») names nobody.
    """
    words = [Word(match, ()) for match in WORD.finditer(text)]
    names = [span for span in name_spans(text) if names_a_person(text, words, span)]
    return [text[start:end] for start, end in merge_spans([*names, *number_spans(text)])]


ROMAN = frozenset("IVXLХ")  # the last is the Cyrillic letter that stands for ten
THIS = frozenset(("бул", "ушул", "ошол"))
OF_A_BODY = re.compile(r"\s+айыл(?:дык)?\s+(?:кеңеш|өкмөт|окмот|айма)")  # «Асаналиев айыл өкмөтү»


def names_a_person(text: str, words: list[Word], span: Span) -> bool:
    """Whether covered words are a name and not only a word with a capital or a common word like one."""
    inside = [place for place, word in enumerate(words) if span[0] <= word.start < span[1]]
    row = [words[place] for place in inside]
    if len(row) == 1 and OF_A_BODY.match(text, span[1]):
        return False
    if any(word.is_anchor or word.is_of_a_given_name or word.is_family and len(row) > 1 for word in row):
        return True
    if any(word.is_initial and not set(word.text) <= ROMAN for word in row):
        return True
    named = [word for word in row if is_mixed(word) and not word.is_of_a_place and word.low not in THIS]
    if len(named) > 1:
        return True
    before, after = neighbour(text, words, inside[0], -1), neighbour(text, words, inside[-1], 1)
    if after and CALLED.fullmatch(after.low) and row[0].is_capital:
        return True
    return bool(before and PERSON.fullmatch(before.low) and (row[0].is_capital or row[0].is_rare))


def name_spans(text: str, staff: Iterable = ()) -> Iterator[Span]:
    surnames = tuple(fold(person.surname) for person in staff)
    words = [Word(match, surnames) for match in WORD.finditer(text)]
    for place in range(len(words)):
        if is_a_name(text, words, place):
            first, last = reach(text, words, place)
            last = with_kin(text, words, last)
            end = words[last].end
            if words[last].is_initial and (dot := DOT_AND_ENDING.match(text, end)):
                end = dot.end()
            start = words[first].start
            if not words[first].is_capital and (
                initials := SMALL_INITIALS.search(text, max(0, start - 8), start)
            ):
                start = initials.start()
            yield start, end


DOT_AND_ENDING = re.compile(r"\.(?:[а-яёңөү]{2,4}\b)?")  # «Э. Т.га»


SMALL_INITIALS = re.compile(r"(?<!\w)(?:[а-яёңөү]\.\s?){1,2}$")  # «ж. бекболотов»


def with_kin(text, words, last) -> int:
    """The place of the word of kin behind a name, where nobody else's name follows: «Азаматтын атасы»."""
    after = neighbour(text, words, last, 1)
    if not after or not OF_WHOM.search(words[last].low) or not KIN.fullmatch(after.low):
        return last
    further = neighbour(text, words, last + 1, 1)
    return last if further and (further.is_capital or further.is_listed) else last + 1


def is_a_name(text, words, place) -> bool:
    """Whether the word is a name: by itself, or by what stands beside it."""
    word = words[place]
    before, after = neighbour(text, words, place, -1), neighbour(text, words, place, 1)
    if is_a_place(text, words, place):
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
        ways = (is_second_of_two, is_first_of_two, is_of_one_syllable, is_capital_within)
        return any(way(text, words, place) for way in ways)
    if word.is_initial and text[word.end : word.end + 1] == ".":
        return bool(before and PERSON.fullmatch(before.low) and not before.is_anchor)
    if word.is_of_a_parent:
        return bool(before and (before.is_capital or before.is_given) or after and after.is_given)
    if word.is_perhaps_of_a_parent:
        return is_of_a_parent_here(text, words, place)
    # A text that begins with a surname in small letters, and the name behind it up to a comma.
    if place == 0 and word.is_surname and len(words) > 1:
        return True
    if place == 1 and before and before.is_surname and not before.is_capital:
        return text[word.end : word.end + 1] in (",", ".", ":")
    return is_a_small_name(text, words, place)


def is_a_small_name(text, words, place) -> bool:
    """Whether a word in small letters is a name: a given name that is no common word, a surname made of one
    or beside one, a given name behind who bears it or before «эже», «деген».
    """
    word = words[place]
    before, after = neighbour(text, words, place, -1), neighbour(text, words, place, 1)
    if word.is_rare or word.is_of_a_given_name:
        return True
    beside = [one for one in (before, after) if one]
    if word.is_family and any(one.is_given and not one.is_family for one in beside):
        return True
    if not word.is_given or word.stands_before:
        return False
    if after and (AFTER_A_NAME.fullmatch(after.low) or CALLED.fullmatch(after.low)):
        return True
    return bool(before and PERSON.fullmatch(before.low) and not before.is_given and word.is_listed)


def is_a_place(text, words, place) -> bool:
    """Whether what stands beside the word says that it is called so: «Ак-Суу районунун», «село Ивановка»."""
    word = words[place]
    before, after = neighbour(text, words, place, -1), neighbour(text, words, place, 1)
    if word.is_of_staff:
        return False
    is_surname = word.is_surname and not word.text.endswith(("ий", "ого", "ом"))
    if after and PLACE_HEAD.fullmatch(after.low):
        return not is_surname
    further = neighbour(text, words, place + 1, 1) if after else None
    if (
        after
        and further
        and after.low in OF_A_VILLAGE
        and re.match(r"өкмөт|кеңеш|башкарм|админ|аймаг", further.low)
    ):
        return not is_surname
    if re.search(r"(?:^|\s)(?:с|г|п|пос|обл)\.\s*$", text[max(0, word.start - 6) : word.start]):
        return not is_surname
    if re.search(r"(?<!по )имени\s$", text[max(0, word.start - 10) : word.start]):
        return True
    return bool(before and BEFORE_A_PLACE.fullmatch(before.low) and not before.is_capital)


BEGINNING = re.compile(r"(?:^|[.!?…\n«\"“„])[\s–—-]*$")
SHORTENED = re.compile(r"(?:^|\W)(?:тел|гр|г|с|ул|ж|к|көч|кв|д|обл|ст|мл|м|з|[А-ЯЁҢӨҮ])\.\s*$")


def is_capital_within(text, words, place) -> bool:
    """Whether a word has a capital within a sentence and is no known place, office or make."""
    word = words[place]
    beginning = text[max(0, word.start - 8) : word.start]
    if word.start <= 8 and not beginning.strip() or not is_mixed(word) or len(word.text) < 3:
        return False
    if BEGINNING.search(beginning if word.start <= 8 else "," + beginning) and not SHORTENED.search(
        beginning
    ):
        return False
    after = neighbour(text, words, place, 1)
    if after and OFFICE_HEAD.fullmatch(after.low):
        return False
    return not (word.stands_before or word.is_of_a_place or re.match(r"-?\d|»", text[word.end :]))


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


def is_first_of_two(text, words, place) -> bool:
    """Whether «and» leads from the word to a name: «Калыйча менен Сабира»."""
    word, joint = words[place], neighbour(text, words, place, 1)
    if joint is None or joint.low not in ("менен", "жана", "и") or word.stands_before or word.is_of_a_place:
        return False
    second = neighbour(text, words, place + 1, 1)
    return is_mixed(word) and second is not None and is_mixed(second) and second.is_anchor


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
        return before is None and words[place].is_common
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
        return has_dot or (one.is_surname or one.is_given) and is_mixed(one)
    if word.is_of_a_parent or word.is_patronymic:
        return True
    if word.stands_before or word.low in ("мырза", "айым") and not word.is_capital:
        return False
    if word.is_capital and word.is_of_a_place and not word.is_anchor:
        return False
    if is_before:
        if word.is_capital:
            return True
        return word.is_given and not other.is_capital or other.is_of_a_parent
    if one.is_patronymic and not (word.is_surname or word.is_given):
        return False
    if one.is_perhaps_of_a_parent and len(one.text) == 1:
        return False
    return word.is_capital or word.is_given and (not one.is_capital or one.is_family or not word.is_common)


def merge_spans(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
