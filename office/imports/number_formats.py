"""How a cell of a workbook shows its number (ECMA-376 part 1, 18.8.30 and 18.8.31)."""

import operator
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|\[\$(?P<sign>[^-\]]*)[^\]]*\]|\[(?P<elapsed>h+|m+|s+)\]'
    r"|\[(?P<about>[^\]]*)\]|_(?P<gap>.)|\*(?P<fill>.)|(?P<general>general)|(?P<power>e[+-])"
    r"|(?P<half>am/pm|a/p)|(?P<unit>y+|m+|d+|h+|s+)|(?P<digit>[0#?])|(?P<bare>.)",
    re.IGNORECASE | re.DOTALL,
)
CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
COMPARED = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
FRACTION = re.compile(r"(?:([#0?,]+)\s+)?[#0?]+/([#0?]+|\d+)")


@dataclass(frozen=True)
class Token:
    """A piece of a format: what it is (`quoted`, `digit`, `unit`, …) and its letters."""

    kind: str
    text: str


class Section:
    """One of the parts of a format that «;» divides: how it shows the numbers it is for."""

    def __init__(self, code: str) -> None:
        self.condition: tuple[str, float] | None = None
        self.tokens: list[Token] = []
        for found in TOKEN.finditer(code):
            kind = found.lastgroup or "bare"
            if kind == "about":
                self._take_condition(found["about"])
            elif kind == "gap":
                self.tokens.append(Token("quoted", " "))
            elif kind != "fill":
                text = found[kind]
                self.tokens.append(Token("quoted" if kind in ("escaped", "sign") else kind, text))
        self.kinds = {token.kind for token in self.tokens}
        self.bare = "".join(token.text for token in self.tokens if token.kind in ("bare", "digit", "quoted"))
        units = "".join(token.text.lower() for token in self.tokens if token.kind == "unit")
        self.time = bool(re.search("[hs]", units)) or bool(self.kinds & {"elapsed", "half"})
        self.day = bool(re.search("[yd]", units)) or ("m" in units and not self.time)
        self.months, self.dated, self.yearly = units.count("m"), "d" in units, "y" in units
        strange = any(token.kind == "bare" and re.search("[a-z@]", token.text, re.I) for token in self.tokens)
        self.is_figures = bool(self.kinds & {"digit", "general", "quoted"}) and not strange
        self.is_empty = not "".join(token.text for token in self.tokens).strip()

    def _take_condition(self, about: str) -> None:
        found = CONDITION.fullmatch(about.strip())
        if found:
            self.condition = (found[1], float(found[2]))

    def takes(self, value: float) -> bool:
        return self.condition is not None and COMPARED[self.condition[0]](value, self.condition[1])

    # --- days and hours

    def day_text(self, value: float, epoch: datetime) -> str:
        """A day in figures, with its hour where the cell shows one; a month or a year with the words beside
        it («2026-ж.»).
        """
        moment = epoch + timedelta(seconds=round(value * 86_400))
        if epoch == SINCE_1900 and value < 61:  # Excel takes 1900 for a leap year
            moment += timedelta(days=1)
        if self.dated or self.time:
            hour = self.time and (moment.hour or moment.minute)
            return f"{moment:%d.%m.%Y}" + (f" {moment.hour}:{moment:%M}" if hour else "")
        found, between = "", " " if self.months > 2 else "."
        month = MONTHS[moment.month - 1] if self.months > 2 else f"{moment:%m}"
        for token in self.tokens:
            if token.kind == "unit":
                shown = month if token.text[0] in "mM" else f"{moment:%Y}"
                found += between * (found[-1:].isalnum()) + shown
            elif token.kind == "quoted" and re.search(r"\w", token.text):
                found += token.text
        return found

    def time_text(self, value: float) -> str:
        after = re.search(r"\.(0+)", self.bare)
        digits = len(after[1]) if after else 0
        moment = round_half_up(Decimal(repr(value)) * 86_400, digits)
        whole, part = int(moment), f"{moment % 1:.{digits}f}"[1:] if digits else ""
        elapsed = next((token.text[0].lower() for token in self.tokens if token.kind == "elapsed"), "")
        hours, rest = divmod(whole if elapsed == "h" else whole % 86_400, 3600)
        minutes, seconds = divmod(rest, 60)
        minutes = whole // 60 if elapsed == "m" else minutes
        seconds = whole if elapsed == "s" else seconds
        shown_hour = (hours % 12 or 12) if "half" in self.kinds else hours
        units = {"h": shown_hour, "m": minutes, "s": seconds}
        found = ""
        for token in self.tokens:
            if token.kind in ("unit", "elapsed"):
                found += f"{units[token.text[0].lower()]:0{min(len(token.text), 2)}d}"
                found += part if token.text[0] in "sS" else ""
            elif token.kind == "half":
                found += "AM" if hours < 12 else "PM"
            elif token.kind == "quoted" or token.text in (":", " ", "-", "/"):
                found += token.text
        return found

    # --- figures

    def figures(self, value: float, raw: str) -> str:
        """A number without its sign among the words of the section."""
        if "digit" not in self.kinds:
            plain = plain_number(raw.strip().lstrip("-"))
            return "".join(plain if one.kind == "general" else one.text for one in self.tokens)
        if "/" in [token.text for token in self.tokens if token.kind == "bare"]:
            return self._fraction(abs(value))
        places = [place for place, token in enumerate(self.tokens) if token.kind == "digit"]
        power = next((place for place, token in enumerate(self.tokens) if token.kind == "power"), None)
        point = self._point(places, power)
        whole = [place for place in places if place < point]
        after = [place for place in places if point < place and (power is None or place < power)]
        number, exponent = abs(Decimal(repr(value))), 0
        number = number.scaleb(2 * self._count("%", range(len(self.tokens))))
        last = max([*whole, *after], default=0)
        number = number.scaleb(-3 * self._count(",", range(last + 1, len(self.tokens))))
        if not after and whole:
            between = range(whole[-1] + 1, point)
            number = number.scaleb(-3 * self._count(",", between)) if point < last else number
        if power is not None and number:
            step = max(len(whole), 1)
            exponent = number.adjusted() // step * step
            number = number.scaleb(-exponent)
        number = round_half_up(number, len(after))
        shown = self._whole_digits(number, whole) | self._after_digits(number, after)
        if power is not None:
            size = len([place for place in places if place > power])
            sign = "-" if exponent < 0 else "+" * self.tokens[power].text.endswith("+")
            shown[power] = f"E{sign}{abs(exponent):0{size}d}"
        return self._laid_out(shown, point, whole, number)

    def _count(self, sign: str, places: range) -> int:
        """How often a bare sign stands at these places; commas only where they follow one another."""
        found = 0
        for place in places:
            token = self.tokens[place]
            if token.kind == "bare" and token.text == sign:
                found += 1
            elif sign == ",":
                break
        return found

    def _point(self, places: list[int], power: int | None) -> int:
        points = (n for n, token in enumerate(self.tokens) if token.kind == "bare" and token.text == ".")
        inside = (n for n in points if n > places[0] - 2)
        return next(inside, power if power is not None else len(self.tokens))

    def _whole_digits(self, number: Decimal, places: list[int]) -> dict[int, str]:
        """{place of a sign: the digits it shows}; the first sign shows all that are left."""
        zeros = sum(self.tokens[place].text == "0" for place in places)
        digits = str(int(number)) if int(number) else ""
        first = next((n for n, place in enumerate(places) if self.tokens[place].text == "0"), len(places))
        digits = digits.zfill(len(places) - first if zeros else 0)
        between = range(places[0], places[-1]) if places else range(0)
        groups = any(self.tokens[n].kind == "bare" and self.tokens[n].text == "," for n in between)
        shown, count = {}, 0
        for place in reversed(places):
            share = digits if place == places[0] else digits[-1:]
            digits = digits[: len(digits) - len(share)]
            text = ""
            for digit in reversed(share):
                text = digit + ("\u00a0" if groups and count and count % 3 == 0 else "") + text
                count += 1
            shown[place] = text
        return shown

    def _after_digits(self, number: Decimal, places: list[int]) -> dict[int, str]:
        digits = f"{number:f}".partition(".")[2].ljust(len(places), "0")
        zeros = [n for n, place in enumerate(places) if self.tokens[place].text == "0"]
        kept = max(len(digits.rstrip("0")), zeros[-1] + 1 if zeros else 0)
        return {place: digits[n] if n < kept else "" for n, place in enumerate(places)}

    def _laid_out(self, shown: dict[int, str], point: int, whole: list[int], number: Decimal) -> str:
        found = ""
        for place, token in enumerate(self.tokens):
            if place == point and token.text == ".":
                found += "" if whole else str(int(number) or "")
                found += "." if any(shown.get(n) for n in range(point, len(self.tokens))) else ""
            elif token.kind in ("digit", "power"):
                found += shown.get(place, "")
            elif token.text != "," or token.kind == "quoted":
                found += token.text
        return found

    def _fraction(self, value: float) -> str:
        found = FRACTION.search(self.bare)
        if not found:
            return plain_number(repr(value))
        most = int(found[2]) if found[2].isdigit() and "0" not in found[2] else 10 ** len(found[2]) - 1
        exact = Fraction(repr(value))
        near = (
            Fraction(round(exact * most), most)
            if found[2].isdigit() and "0" not in found[2]
            else exact.limit_denominator(most)
        )
        whole, part = divmod(near, 1) if found[1] else (0, near)
        words = f"{whole or ''} {part.numerator}/{part.denominator}" if part else str(whole)
        return self.bare[: found.start()] + words.strip() + self.bare[found.end() :]


class NumberFormat:
    """How a cell shows its number, as far as a table of words needs it: days and hours, figures with the
    words among them, other sections for numbers below and at zero or under a condition.

    The decimal sign is «.», thousands are parted by a space.
    """

    def __init__(self, code: str) -> None:
        self.sections = split_sections(code)
        self.hides = all(section.is_empty for section in self.sections)

    def text(self, raw: str, epoch: datetime) -> str:
        """The number as the cell shows it; one that the format does not show, as it is."""
        value = float(raw)
        section, negative = self._section(value)
        if section is None or self.hides:
            return plain_number(raw)
        if section.is_empty:
            return ""
        if section.day and (epoch == SINCE_1904 or value >= 1) and 0 <= value < LAST_DAY:
            return section.day_text(value, epoch)
        if section.time and not section.day and 0 <= value < LAST_DAY:
            return section.time_text(value).strip()
        if section.day or section.time or not section.is_figures or abs(value) >= 1e15:
            return plain_number(raw)
        shown = section.figures(value, raw).strip()
        return f"-{shown}" if negative and re.search("[1-9]", shown) else shown

    def _section(self, value: float) -> tuple[Section | None, bool]:
        """(the section for a number, whether the sign «-» stands before it); None where no condition
        holds.
        """
        sections = self.sections
        if any(section.condition for section in sections):
            rest = [section for section in sections if section.condition is None]
            found = next((one for one in sections if one.takes(value)), rest[-1] if rest else None)
            return found, value < 0
        if value < 0 and len(sections) > 1:
            return sections[1], False
        if value == 0 and len(sections) > 2:
            return sections[2], False
        return sections[0], value < 0


def split_sections(code: str) -> list[Section]:
    """The sections of a format, for numbers above, below and at zero; a «;» in quotes parts nothing."""
    found = re.findall(r'((?:"[^"]*"|\\.|[^;"\\])*)(?:;|$)', code or "General")[:-1]
    return [Section(section) for section in found[:3]]


def round_half_up(number: Decimal, digits: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, Context(prec=60))


def plain_number(raw: str) -> str:
    """A number in its shortest form: Excel stores 1.1 as 1.1000000000000001."""
    value = float(raw)
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{Decimal(f'{value:.15g}'):f}" if 1e-9 < abs(value) < 1e15 else raw


# What the workbook counts its days from (18.17.4.1).
SINCE_1900, SINCE_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
LAST_DAY = 2_957_003  # the last day that both can count to
LONGEST_FORMAT = 255  # signs, as Excel itself allows
MONTHS = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()
GENERAL = NumberFormat("General")
# The formats that a workbook names by number alone (18.8.30).
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    18: "h:mm am/pm",
    19: "h:mm:ss am/pm",
    20: "h:mm",
    21: "h:mm:ss",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    48: "##0.0E+0",
}
BUILT_IN |= {**dict.fromkeys((14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 55), 57, 58), "dd.mm.yyyy")}
BUILT_IN |= {45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0"}
