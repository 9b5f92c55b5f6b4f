"""Rows that sum up a list: «Баары», «Жалпы саны», «Итого по отделу», «Всего»."""

import re

from office.imports.source import SourceRow
from office.imports.text import vocabulary_key

LONGEST_TOTAL = 80  # characters
# A word that sums up whatever stands beside it. «Жалпы» also begins the names of units («Жалпы бөлүм»), so it
# counts with its own kind alone.
SUM = r"(?:баары|бардыгы|жыйынтыгы|жыйынтык|жами|итого|итог|всего|total)"
WHOLE = r"(?:жалпы|жалпысы|жалпысынан|общее|саны|сумма|суммасы|болуп|количество|на|үчүн|боюнча|по|за)"
ALONE = re.compile(rf"(?=.*\b(?:{SUM}|жалпы|жалпысы|жалпысынан|общее)\b)(?:(?:{SUM}|{WHOLE})[\s:,.–—-]*)+")
BEGUN = re.compile(rf"{SUM}\b.*", re.DOTALL)
# «Баары болуп: 14», «Итого 12 человек»; a figure tied to a word is none: «Жыйынтык чыгаруу, 4-чейрек».
SAYS_FIGURE = re.compile(r".*[\s:=–—]\d[\d\s.,]*(?:\s[^\d\s]+){0,2}", re.DOTALL)
ENDED = re.compile(rf".*\b{SUM}[\s:.–—-]*", re.DOTALL)
FIGURE = re.compile(r"[\d\s.,%+–—-]*")


def is_total(row: SourceRow, number_place: int) -> bool:
    """Whether the row sums up rows of the list and is none itself: one text that says so, figures beside it
    or nothing, and no number of its own.
    """
    if 0 <= number_place < len(row.cells) and number_place not in row.merged_down:
        own = row.cells[number_place]
        if own and FIGURE.fullmatch(own):
            return False
    texts = {place: row.cells[place] for place in row.filled() if place not in row.merged_down}
    words = [place for place, text in texts.items() if not FIGURE.fullmatch(text)]
    if not words:
        return False
    said = vocabulary_key(texts[words[0]]).strip()
    rest = [texts[place] for place in words[1:] if texts[place] != texts[words[0]]]
    if len(said) > LONGEST_TOTAL:
        return False
    if ALONE.fullmatch(said):
        return all(re.search(r"\d", text) for text in rest)
    # A figure before the word is the number of a heading: «4. Мониторинг жана анын жыйынтыгы».
    has_figures = len(words) < len(texts) or bool(row.formulas)
    if BEGUN.fullmatch(said):
        return not rest and (has_figures or bool(SAYS_FIGURE.fullmatch(said)))
    return not rest and has_figures and bool(ENDED.fullmatch(said))
