"""How a cell of a workbook shows its number (ECMA-376 part 1, 18.8.30 and 18.8.31)."""

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal

LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^-\]]*)[^\]]*\]|\[[^\]]*\]|_.|\*.')


class NumberFormat:
    """How a cell shows its number, as far as a table of words needs it (ECMA-376 part 1, 18.8.31): days and
    hours, percent,
    leading zeros, thousands, the words beside the figures.
    """

    def __init__(self, code: str) -> None:
        section, *others = split_sections(code)
        self.others = [NumberFormat(other) for other in others[:2]]
        self.elapsed = bool(re.search(r"\[[hms]+\]", section, re.IGNORECASE))
        plain = LITERAL.sub("", section).lower()
        self.time = bool(re.search("h|s|am/pm", plain)) or self.elapsed
        self.day = bool(re.search("[yd]", plain)) or ("m" in plain and not self.time)
        self.months = plain.count("m")
        self.dated, self.yearly = "d" in plain, "y" in plain
        self.seconds = "s" in plain
        self.percent = plain.count("%")
        figures = re.fullmatch(r"([^0#?]*)([0#?,]*(?:\.[0#?]*)?)([^0#?]*)", plain)
        self.fixed = bool(figures and figures[2]) and not re.search("[a-z@/]|,$", plain.rstrip("% "))
        whole, _point, decimals = (figures[2] if figures else "").partition(".")
        self.decimals: str = decimals
        self.zeros, self.thousands = whole.count("0"), bool(re.search("[0#?],[0#?]", whole))
        shown = LITERAL.sub(lambda found: found[1] or found[2] or found[3] or " ", section)
        around = re.split(r"[0#?][0#?,.]*", shown, maxsplit=1)
        self.around = (around[0], around[1]) if len(around) == 2 else ("", "")

    def text(self, raw: str, epoch: datetime) -> str:
        """The number as the cell shows it; one that the format does not show, as it is."""
        value = float(raw)
        if self.others and value < 0:
            return self.others[0].text(raw.strip().lstrip("-"), epoch)
        if len(self.others) > 1 and value == 0:
            return self.others[1].text(raw, epoch)
        if self.day and (epoch == SINCE_1904 or value >= 1) and 0 <= value < LAST_DAY:
            return self._day(value, epoch)
        if self.time and not self.day and 0 <= value < LAST_DAY:
            return self._time(value)
        return self._figures(value) if self.fixed and abs(value) < 1e15 else plain_number(raw)

    def _day(self, value: float, epoch: datetime) -> str:
        moment = epoch + timedelta(days=value)
        if epoch == SINCE_1900 and value < 61:  # Excel takes 1900 for a leap year
            moment += timedelta(days=1)
        if self.dated or self.time:
            return moment.strftime("%d.%m.%Y")
        month = MONTHS[moment.month - 1] if self.months > 2 else f"{moment:%m}"
        parts = [month] * bool(self.months) + [f"{moment:%Y}"] * self.yearly
        return (" " if self.months > 2 else ".").join(parts)

    def _time(self, value: float) -> str:
        seconds = round(value * 86_400)
        hours, rest = divmod(seconds if self.elapsed else seconds % 86_400, 3600)
        minutes, seconds = divmod(rest, 60)
        return f"{hours}:{minutes:02d}" + (f":{seconds:02d}" if self.seconds else "")

    def _figures(self, value: float) -> str:
        exact = Decimal(repr(value)).scaleb(2 * self.percent)
        rounded = round_half_up(exact, len(self.decimals))
        whole, _point, decimals = f"{abs(rounded):f}".partition(".")
        kept = self.decimals.count("0")
        decimals = decimals[:kept] + decimals[kept:].rstrip("0")
        whole = whole.zfill(self.zeros)
        whole = f"{int(whole):,}".replace(",", "\u00a0") if self.thousands else whole
        shown = whole + (f".{decimals}" if decimals else "")
        return f"{'-' * (rounded < 0)}{self.around[0]}{shown}{self.around[1]}".strip()


def split_sections(code: str) -> list[str]:
    """The sections of a format, for numbers above, below and at zero; a «;» in quotes parts nothing."""
    found = re.findall(r'((?:"[^"]*"|\\.|[^;"\\])*)(?:;|$)', code)
    return [section for section in found[:3] if section] or ["General"]


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
    18: "h:mm am/pm",
    19: "h:mm:ss am/pm",
    20: "h:mm",
    21: "h:mm:ss",
}
BUILT_IN |= {**dict.fromkeys((14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 55), 57, 58), "dd.mm.yyyy")}
BUILT_IN |= {45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0"}
