"""The chart of an analysis: pairs of bars as plain numbers for `trustbox/charts/bars.html`."""

from trustbox.analysis.figures import column_headings

LABELS, WIDE, BAR, GAP, HEAD = 256, 716, 13, 10, 24


def analysis_chart(analysis, figures) -> dict:
    """Bar-pair chart (this period, period before) by channel and by result, as numbers for
    trustbox/charts/bars.html.
    """
    lines = [*figures["parts"][0]["lines"], *figures["parts"][-2]["lines"]]
    most = max([max(new, old) for _words, new, old in lines] + [1])
    room, rows, top = WIDE - LABELS - 40, [], HEAD
    for words, new, old in lines:
        rows.append(
            {
                "words": words,
                "base": top + BAR + 4,
                "bars": [
                    chart_bar(new, most, room, top, ".75"),
                    chart_bar(old, most, room, top + BAR, ".25"),
                ],
            }
        )
        top += 2 * BAR + GAP
    return {
        "template": "trustbox/charts/bars.html",
        "label": "Кайрылуулардын саны: түшкөн жолу жана кароонун жыйынтыгы боюнча",
        "keys": [
            {"words": words, "shade": shade, "x": x, "text": x + 18}
            for words, shade, x in chart_legend(analysis)
        ],
        "rows": rows,
        "labels": LABELS - 8,
        "start": LABELS,
        "width": WIDE,
        "height": top + 4,
        "bar": BAR - 1,
    }


def chart_legend(analysis):
    said_over = column_headings(analysis)
    return [(said_over["now"], ".75", LABELS), (said_over["before"], ".25", LABELS + 235)]


def chart_bar(count, most, room, top, shade) -> dict:
    length = round(room * count / most, 1)
    return {
        "count": count,
        "top": top,
        "length": length,
        "end": LABELS + length + 6,
        "base": top + BAR - 3,
        "shade": shade,
    }
