"""Orders, resolutions and minutes on paper."""

import io

import pypdf

from office.printing import pdf

ORDER = {
    "title": "Тобокелдиктердин тизмегин бекитүү жөнүндө",
    "letterhead": {
        "ky": "Кыргыз Республикасы\nДостук айыл өкмөтү",
        "ru": "Кыргызская Республика\nДостукский айыл окмоту",
        "contacts": "Пахта-Дөбө айылы",
    },
    "kind": "БУЙРУК / РАСПОРЯЖЕНИЕ",
    "is_resolution": False,
    "number": "",
    "date": "",
    "place": "Пахта-Дөбө айылы",
    "preamble": "Министрлер Кабинетинин № 232 токтомун аткаруу максатында",
    "points": [
        {"number": 1, "text": "Тизмек тиркемеге ылайык бекитилсин."},
        {"number": 2, "text": "Тизмек жарыялансын."},
    ],
    "controller": "айыл өкмөтүнүн жооптуу катчысы А. А. Сыдыковага",
    "signer": {"post": "Башчы", "name": "Т. Д. Маматов"},
}


def text_of(template, context):
    pages = pypdf.PdfReader(io.BytesIO(pdf(template, context))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def follow(text, words):
    place = 0
    for word in words:
        assert word in text[place:], f"{word!r} is not after {text[max(0, place - 60) : place]!r}"
        place = text.index(word, place) + len(word)


def test_an_order_stands_as_in_the_seed():
    follow(
        text_of("office/print/order.html", ORDER),
        [
            "Достук айыл өкмөтү",
            "Достукский айыл окмоту",
            "БУЙРУК",
            "РАСПОРЯЖЕНИЕ",
            "№",
            "Пахта-Дөбө айылы",
            ORDER["title"],
            ORDER["preamble"],
            "буйрук кылам:",
        ]
        + [
            "1. Тизмек тиркемеге",
            "2. Тизмек жарыялансын.",
            "3. Бул буйруктун аткарылышын көзөмөлдөө айыл өкмөтүнүн жооптуу катчысы А. А. Сыдыковага жүктөлсүн.",
        ]
        + ["Башчы", "Т. Д. Маматов", "М.О.", "1 / 1"],
    )


def test_number_and_date_to_come_are_blank_lines():
    text = text_of("office/print/order.html", ORDER)
    follow(text, ['20____-жылдын "____" ______________', "№ ____________"])


def test_number_and_date_print_as_the_office_writes_them():
    follow(
        text_of("office/print/order.html", {**ORDER, "number": "№ 629-Б", "date": "2024-11-25"}),
        ["2024-жылдын 25-ноябры", "№ 629-Б"],
    )


def test_a_resolution_resolves():
    text = text_of(
        "office/print/order.html",
        {
            **ORDER,
            "kind": "ТОКТОМ",
            "is_resolution": True,
            "letterhead": {"ky": "Ынтымак айылдык кеңеши", "ru": ""},
        },
    )
    follow(text, ["Ынтымак айылдык кеңеши", "ТОКТОМ", "ТОКТОМ КЫЛАТ:", "Бул токтомдун аткарылышын"])
    assert "БУЙРУК" not in text


def test_an_order_without_control_ends_with_its_points():
    assert "көзөмөлдөө" not in text_of("office/print/order.html", {**ORDER, "controller": ""})


def test_minutes_name_who_was_there_and_what_was_decided():
    chair, secretary = (
        {"name": "А. К. Токтосунов", "post": "орун басар"},
        {"name": "А. А. Сыдыкова", "post": "жооптуу катчы"},
    )
    text = text_of(
        "office/print/minutes.html",
        {
            "title": "Протокол",
            "body": "Достук айыл өкмөтү",
            "commission": "Жумушчу топтун отурумунун",
            "number": "",
            "date": "2026-05-19",
            "place": "Пахта-Дөбө айылы",
            "chair": chair,
            "secretary": secretary,
            "present": [{"name": "Н. Б. Эшматова", "post": "жер адиси"}],
            "absent": [{"name": "К. Т. Алиев", "post": ""}],
            "agenda": ["Тизмекти кароо"],
            "items": [
                {
                    "question": "Тизмекти кароо",
                    "heard": "Катчынын маалыматы.",
                    "decided": ["Тизмек жактырылсын."],
                    "votes": "макул – 5",
                }
            ],
            "signatures": [
                {"post": "Төрага", "name": "А. К. Токтосунов"},
                {"post": "Катчы", "name": "А. А. Сыдыкова"},
            ],
        },
    )
    follow(
        text,
        [
            "ПРОТОКОЛУ",
            "2026-жылдын 19-майы",
            "№ ____",
            "Төрага: А. К. Токтосунов, орун басар",
            "Катчы: А. А. Сыдыкова",
            "Катышкандар:",
            "Н. Б. Эшматова – жер адиси",
        ]
        + [
            "Катышпагандар:",
            "К. Т. Алиев",
            "КҮН ТАРТИБИ:",
            "УГУЛДУ:",
            "Катчынын маалыматы.",
            "ЧЕЧИМ КАБЫЛ АЛЫНДЫ:",
            "Тизмек жактырылсын.",
            "макул – 5",
            "Төрага",
            "Катчы",
        ],
    )
