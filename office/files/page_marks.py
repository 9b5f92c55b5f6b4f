"""The marks that people put on the pages of a PDF, drawn where the program left their drawing to the reader:
a highlight, a line through words, a frame, a stroke of a pen. What is not seen on the screen goes.

A mark without a drawing would vanish when the pages are flattened. Runs in the process of the wash.
ISO 32000-1, 12.5.
"""

import pikepdf

from office.files.form_fields import appearance, box_of

HIDDEN, NO_VIEW = 1 << 1, 1 << 5  # flags of an annotation (table 165)
WIDEST = 72.0  # points
LONGEST_WAVE = 1000  # turns
YELLOW, BLACK = [1.0, 1.0, 0.0], [0.0]
PAINTS = {1: ("g", "G"), 3: ("rg", "RG"), 4: ("k", "K")}  # by the numbers of a colour: filled, stroked
CURVE = 0.5523  # of a quarter of a circle


def draw_marks(paper):
    """Draw every mark that has no drawing, and take away those that nobody sees."""
    for page in paper.pages:
        seen = [one for one in page.obj.get("/Annots", ()) if not is_unseen(one)]
        for mark in seen:
            make = MARKS.get(str(mark.get("/Subtype", "")))
            if make and not appearance(mark):
                draw(paper, mark, make)
        if "/Annots" in page.obj:
            page.obj.Annots = pikepdf.Array(seen)


def is_unseen(annotation) -> bool:
    return bool(int(annotation.get("/F", 0)) & (HIDDEN | NO_VIEW))


def draw(paper, mark, make):
    """Give a mark its drawing, in the points of the page."""
    width = line_width(mark)
    lines = make(mark, width)
    fill, stroke = colour(mark, "/IC", []), colour(mark, "/C", YELLOW if make is highlight else BLACK)
    if not lines or not (fill or stroke):
        return
    left, bottom, wide, high = box_of(mark)
    box = pikepdf.Array([left - width, bottom - width, left + wide + width, bottom + high + width])
    painted = paint(fill, stroke, closed=make in CLOSED, filled=make is highlight)
    drawing = [
        "q /Look gs",
        painted[0],
        f"{width:.2f} w 1 j",
        *(f"{line} {painted[1]}" for line in lines),
        "Q",
    ]
    look = pikepdf.Dictionary(CA=opacity(mark), ca=opacity(mark))
    if make is highlight:
        look.BM = pikepdf.Name.Multiply
    stream = pikepdf.Stream(paper, "\n".join(drawing).encode())
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    stream.BBox, mark.Rect = box, box
    stream.Resources = pikepdf.Dictionary(ExtGState=pikepdf.Dictionary(Look=look))
    if make is highlight:  # alone in its group the colour would cover the words
        stream.Group = pikepdf.Dictionary(S=pikepdf.Name.Transparency, I=False)
    mark.AP = pikepdf.Dictionary(N=stream)


def paint(fill, stroke, *, closed, filled) -> tuple[str, str]:
    """(the colours as they are set, how a path is painted)"""
    if filled:
        return f"{figures(stroke)} {PAINTS[len(stroke)][0]}", "f"
    fill = fill if closed else []
    colours = [
        f"{figures(numbers)} {PAINTS[len(numbers)][place]}"
        for place, numbers in enumerate((fill, stroke))
        if numbers
    ]
    end = {(True, True): "b", (True, False): "f", (False, True): "s" if closed else "S"}
    return " ".join(colours), end[bool(fill), bool(stroke)]


def colour(mark, key, without) -> list[float]:
    """[] where nothing is painted."""
    if key not in mark:
        return without
    found = [float(one) for one in mark[key]]
    return found if len(found) in PAINTS else []


def opacity(mark) -> float:
    return min(1.0, max(0.0, float(mark.get("/CA", 1))))


def line_width(mark) -> float:
    """In points; a line at words has no width of its own (table 179)."""
    if "/QuadPoints" in mark:
        return 1.0
    border = mark.get("/Border", ())
    width = mark.get("/BS", {}).get("/W", border[2] if len(border) > 2 else 1)
    return min(WIDEST, max(0.0, float(width)))


def figures(numbers) -> str:
    return " ".join(f"{float(one):.2f}" for one in numbers)


def points(array) -> list[tuple[float, float]]:
    numbers = [float(one) for one in array]
    return list(zip(numbers[::2], numbers[1::2], strict=False))


def path(corners, *, close=False) -> str:
    (x, y), *rest = corners
    lines = [f"{x:.2f} {y:.2f} m", *(f"{x:.2f} {y:.2f} l" for x, y in rest)]
    return " ".join(lines + ["h"] * close)


# --- Each kind: the paths it draws --------------------------------------------------------------------------


def words(mark) -> list[tuple]:
    """Boxes of words: (upper left, upper right, lower left, lower right), as programs write them."""
    corners = points(mark.get("/QuadPoints", ()))
    return [tuple(corners[place : place + 4]) for place in range(0, len(corners) - 3, 4)]


def highlight(mark, _width):
    return [path([a, b, d, c], close=True) for a, b, c, d in words(mark)]


def underline(mark, _width):
    return [path([c, d]) for _a, _b, c, d in words(mark)]


def wave(mark, _width):
    return [path(zigzag(c, d)) for _a, _b, c, d in words(mark)]


def zigzag(start, end):
    """The corners of a line that goes up and down by two points."""
    steps = min(LONGEST_WAVE, max(1, round(abs(end[0] - start[0]) / 2)))
    return [
        (
            start[0] + (end[0] - start[0]) * step / steps,
            start[1] + (end[1] - start[1]) * step / steps + step % 2 * 2,
        )
        for step in range(steps + 1)
    ]


def strike_out(mark, _width):
    return [path([between(a, c), between(b, d)]) for a, b, c, d in words(mark)]


def between(one, other):
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def ink(mark, _width):
    strokes = (points(stroke) for stroke in mark.get("/InkList", ()))
    return [path(stroke) for stroke in strokes if len(stroke) > 1]


def line(mark, _width):
    ends = points(mark.get("/L", ()))
    return [path(ends[:2])] if len(ends) > 1 else []


def poly_line(mark, _width):
    corners = points(mark.get("/Vertices", ()))
    return [path(corners)] if len(corners) > 1 else []


def polygon(mark, _width):
    return [f"{one} h" for one in poly_line(mark, _width)]


def square(mark, width):
    left, bottom, wide, high = inner_box(mark, width)
    return [f"{left:.2f} {bottom:.2f} {wide:.2f} {high:.2f} re"]


def circle(mark, width):
    left, bottom, wide, high = inner_box(mark, width)
    x, y, a, b = left + wide / 2, bottom + high / 2, wide / 2, high / 2
    quarters = (
        (a, b * CURVE, a * CURVE, b, 0, b),
        (-a * CURVE, b, -a, b * CURVE, -a, 0),
        (-a, -b * CURVE, -a * CURVE, -b, 0, -b),
        (a * CURVE, -b, a, -b * CURVE, a, 0),
    )
    curves = [
        figures(number + (y if place % 2 else x) for place, number in enumerate(quarter)) + " c"
        for quarter in quarters
    ]
    return [f"{x + a:.2f} {y:.2f} m {' '.join(curves)}"]


def inner_box(mark, width):
    left, bottom, wide, high = box_of(mark)
    return left + width / 2, bottom + width / 2, max(0.0, wide - width), max(0.0, high - width)


CLOSED = (square, circle, polygon)
MARKS = {
    "/Highlight": highlight,
    "/Underline": underline,
    "/Squiggly": wave,
    "/StrikeOut": strike_out,
    "/Ink": ink,
    "/Line": line,
    "/PolyLine": poly_line,
    "/Polygon": polygon,
    "/Square": square,
    "/Circle": circle,
}
