"""Where a text shows telephones, mails, documents, cars and nicknames; addresses are found by `addresses`.

Every repetition has an upper bound: a letter of one endless word costs no more than another.
"""

import re
from collections.abc import Iterator

from trustbox.journal import addresses
from trustbox.journal.addresses import NO_MEASURE

MAIL_NAME, MAIL_HOST = (
    r"\b[\w.+-]{1,64}",
    r"[\w-]{1,40}(?:\s?(?:\.|\(dot\)|\[dot\]|\bточка\b)\s?[\w-]{1,40}){1,4}",
)
AT = r"(?:\s?(?:[(\[{](?:at|эт|ат|собака)[)\]}])\s?|\s(?:at|собака|собачка)\s)"
NUMBER_WORD = (
    r"(?:н[оө]ль?|нуль|бир|эки|үч|төрт|беш|алты|жети|сегиз|тогуз|он|жыйырма|отуз|кырк|элүү|"
    r"алтымыш|жетимиш|сексен|"
    r"токсон|жүз|один|два|три|четыре|пять|шесть|семь|восемь|девять|десять|"
    r"[а-я]{2,6}надцать|двадцать|тридцать|"
    r"сорок|[а-я]{3,6}десят|девяносто|сто|двести|триста|четыреста|[а-я]{3,6}сот)"
)
DOCUMENT = (
    r"\b(?i:(?:[а-яё]{1,6})?(?:күбөлү[кг]|паспорт)|акт|иш|дело|протокол|эсе[пб]|эсептегич|сч[её]тчик|"
    r"сч[её]т|полис|"
    r"свидетельств|удостоверени|доверенност|ишеним кат|"
    r"аттестат|диплом|справк|талон|медкарт|келишим|договор|контракт|"
    r"квитанци|кадастр|лиценз|ордер|лицев|"
    r"абонент|насыя|кредит|китеп|книжк|дел[ау]|соцфонд|пенсионн|"
    r"карт[аы]|инн|пин|снилс)"
    r"[а-яёңөү]{0,12}[\s,:—–-]{1,3}(?:сериясы\s|серия\s|номери?\s|сч[её]т[а-я]{0,3}\s|коду?\s)?"
)
# With the sign of a number whatever stands behind it; without, letters and digits or six digits.
NUMBER_OF_DOCUMENT = (
    r"(?:(?:[A-ZА-ЯҮӨҢ]{1,4}(?:-[A-ZА-ЯҮӨҢ]{1,4})?\s?)?(?:№|N|номери|номер)\s?"
    r"(?P<own>(?:[\dIVX]{1,4}-[A-ZА-ЯҮӨҢ]{1,3}\s)?(?=[\w/-]{0,12}\d\d)[\w/-]{3,30})|"
    r"(?P<bare>[A-ZА-ЯҮӨҢ]{1,4}(?:-[A-ZА-ЯҮӨҢ]{1,4})?[\s-]?\d[\w/-]{3,30}|\d{5,20}\b))"
)
ACCOUNT = (
    r"\b(?:(?:жеке|өздүк) эсе[пб][а-яёңөү]{0,8}|эсе[пб][а-яёңөү]{0,6} номер[а-яёңөү]{0,6}|"
    r"лицев[а-я]{2,4}(?: сч[её]т[а-я]{0,3})?|"
    r"абонент[а-яёңөү]{0,8}(?: номер[а-яёңөү]{0,6})?)[\s:№—–-]{1,5}"
)
TELEPHONE = (
    r"\b(?:тел|телефон[а-яёңөү]{0,10}|байланыш тел|ватсап[а-яёңөү]{0,6}|вотсап[а-яёңөү]{0,6}|"
    r"whats?app|уюлдук)"
    r"[.:\s—–-]{1,5}"
)
NETWORK = (
    r"\b(?:instagram|инстаграм|инста|telegram|телеграм|facebook|фейсбук|тикток|tiktok|аккаунт|логин|"
    r"ник|скайп|одноклассник)"
    r"[а-яёңөү]{0,8}[\s:—–-]{1,4}"
)
OF_A_PAPER = (
    r"(?=[\w/-]{0,14}\d[\w/-]{0,3}\d)(?:[A-ZА-ЯҮӨҢ]{1,4}[-\s]?\d[\w/-]{2,20}|"
    r"\d[\d/-]{2,20}[A-ZА-ЯҮӨҢ]\b|\d{1,2}-\d\d-\d{3,}|\d[\d-]{4,30}(?![\w/-]))"
)
QUOTED = r"[«\"“„](?P<own>[^«»\"“”„\n]{1,40})[»\"”“]"
CAPITALS_IN_A_ROW = r"\b(?-i:[А-ЯЁҢӨҮ][а-яёңөү-]{2,30})(?:\s(?-i:[А-ЯЁҢӨҮ])[а-яёңөү-]{2,30})?"
CALLED = r"(?:ко[йё](?:ду|ушат|ушкан|ушчу|ом|от|т|б|обуз)|ата(?:ш|йт|йбыз|лат|лган)|чакыр)[а-яёңөү]{0,8}"
PATTERNS: tuple[re.Pattern[str], ...] = (
    re.compile(rf"{MAIL_NAME}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,6}}"),
    re.compile(rf"{MAIL_NAME}{AT}{MAIL_HOST}", re.IGNORECASE),
    # Documents and cars, in Latin letters or in Cyrillic ones that look alike.
    re.compile(r"\b(?:[A-Z]{2}|АН|ИД|[АA][NН])\s{0,3}(?:(?:№|номери?)\s?)?\d{6,8}\b", re.IGNORECASE),
    re.compile(DOCUMENT + NUMBER_OF_DOCUMENT),
    re.compile(rf"{ACCOUNT}(?P<own>\d[\d-]{{3,20}}){NO_MEASURE}", re.IGNORECASE),
    re.compile(rf"{TELEPHONE}(?P<own>\d(?:[\s-]?\d){{3,8}})", re.IGNORECASE),
    re.compile(r"\b\d{2}\s?(?:KG|КG)\s?\d{3}\s?[A-ZА-Я]{2,3}\b", re.IGNORECASE),
    re.compile(r"\b\d{2}\s?\d{3}\s?[A-ZА-Я]{3}\b|\b\d{2}\s?[A-Z]{2}\s?\d{3,4}\b"),
    re.compile(r"\b[A-ZА-Я]\s?\d{4}\s?[A-ZА-Я]{1,2}\b"),
    # Nine digits and more are a telephone or a personal number; five or six in pairs a telephone of the
    # village. In words it begins with a nought, or six words of numbers stand together.
    re.compile(r"\+?\(?\d(?:[\s().-]{0,3}\d){8,40}"),
    re.compile(r"\b\d{1,3}-\d{2}-\d{2}\b"),
    # So many digits in a row are an account, a card, a telephone of the village; of money «сом» says so.
    re.compile(rf"(?<![\d№/.,-])\b\d{{6,8}}\b{NO_MEASURE}", re.IGNORECASE),
    # «техпаспортумдун номери 6-03-1174», «№ АД-418/22»: with letters or strokes a paper of somebody.
    re.compile(rf"(?:№|\b(?:номери?|номерим|серия|сериясы))\s?(?P<own>{OF_A_PAPER})", re.IGNORECASE),
    # A day of birth, an account of a network.
    re.compile(
        r"\b(?P<own>\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d)[\s-]{0,3}(?:ж\.?|жылы|г\.?)?\s?"
        r"(?:туул|т\.ж|г\.\s?р|г\.р|года рожд|рожд)",
        re.IGNORECASE,
    ),
    re.compile(rf"{NETWORK}(?P<own>@?[A-Za-z][\w.]{{3,40}})", re.IGNORECASE),
    re.compile(r"(?<![\w.])@[A-Za-z][\w.]{2,40}"),
    re.compile(
        r"\b(?:https?://)?(?:www\.)?(?:t\.me|wa\.me|vk\.com|ok\.ru|instagram\.com|facebook\.com|fb\.com|"
        r"tiktok\.com)/[@\w./-]{2,60}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:н[оө]ль?|нуль)\b(?:[\s,.-]{{1,3}}(?:{NUMBER_WORD}|\d{{1,4}})\b){{2,20}}", re.IGNORECASE
    ),
    re.compile(rf"\b{NUMBER_WORD}(?:[\s,.-]{{1,3}}{NUMBER_WORD}\b){{5,20}}", re.IGNORECASE),
    # What somebody says the own name is, in small letters too, up to the end of the phrase.
    re.compile(
        r"\b(?:менин атым|аты-жөнүм|фамилиям|меня зовут|моя фамилия)[\s:—–-]{1,3}"
        r"(?!айт|чык|көрсөт|жаз|жашыр|ката|туура|ачык)(?P<own>[\w-]{2,40}(?:\s[\w-]{2,40}){0,2})"
        r"(?=\s?[,.;:!?\n]|\s(?:деген|болот)\b|$)",
        re.IGNORECASE,
    ),
    # What somebody is called by the village, in signs and without.
    re.compile(
        r"\b(?:лака[пб]|лагап|кличка|кличке|прозвищ|погоняло)[а-яёңөү]{0,12}(?:\s(?:аты|ысымы|менен))?"
        rf"[\s:—–-]{{1,4}}(?:{QUOTED}|(?P<bare>{CAPITALS_IN_A_ROW}))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{QUOTED}\s{{1,3}}(?:атыккан|аталган|аттуу|лака[пб]|лагап|деп|деген)[а-яёңөү]{{0,10}}\s"
        rf"(?={CALLED}|(?:(?:лака[пб]|атык|киши|адам|бала|кыз|жигит|неме|аял|чал|кемпир|кошуна|шофер|"
        rf"айдоочу|уста)|[А-ЯЁҢӨҮ]))",
    ),
    re.compile(rf"{QUOTED}\s{{1,3}}(?:лака[пб]|лагап)[а-яёңөү]{{1,10}}"),
    re.compile(rf"(?P<own>{CAPITALS_IN_A_ROW})\s(?:деп|дешип)\s{CALLED}"),
    re.compile(
        rf"\b(?:зовут|звать|кличут|прозвали|называют)\s(?:его|её|ее|меня|все)?\s?(?:{QUOTED}|"
        rf"(?P<bare>{CAPITALS_IN_A_ROW}))"
    ),
    # Initials without a name: «А. Б. деген адис»; «К. Р.» is the republic.
    re.compile(r"(?<![\w.])(?!К\.\s?Р\.|Ф\.\s?И\.)[А-ЯЁҢӨҮ]\.\s?[А-ЯЁҢӨҮ]\.(?!\s?[А-ЯЁҢӨҮ]\.)"),
    # A day of birth in words.
    re.compile(
        r"\b(?P<own>(?:19|20)\d\d-ж(?:ыл|\.)[а-яёңөү]{0,4}\s?\d{1,2}-[а-я]{3,12})\s(?:туул|күнү туул|жарык)",
        re.IGNORECASE,
    ),
)
PATTERNS += addresses.PATTERNS


def number_spans(text: str) -> Iterator[tuple[int, int]]:
    for pattern in PATTERNS:
        for match in pattern.finditer(text):
            part = match.lastgroup or 0  # a pattern with names covers what they name
            yield match.start(part), match.start(part) + len(match[part].rstrip(" ,"))
