#!/bin/sh
# ICU's «Any-Latin; Latin-ASCII» leaves Kyrgyz letters Cyrillic: «Үсөнов» becomes «Үsөnov».
#
# One would guess that the transform made to bring any script to ASCII gives «Usonov» or at least no letter of another
# alphabet. ICU's Cyrillic-Latin has no rule for ө ү ң: they stay, so the result is half Cyrillic, looks like a
# misprint and is found by no search in either alphabet. The transform that knows them, Kirghiz-Latin/BGN, has to be
# named (Kyrgyz-Latin/BGN is no name), and it gives Ö ü, not ASCII. The small libraries do better, each in its way:
# «Жаңы» is Zhan'y by Unidecode, Zhangy by anyascii, zhany by python-slugify.
#
# Versions: PyICU 2.17 on ICU 72.1; Unidecode 1.4.0, anyascii 0.3.3, python-slugify 8.0.4.
#
# It matters because names of files, addresses of pages, logins and the machine lines of papers are made so, and names
# with ө and ү are most of the names there are. Two systems with two libraries make two spellings of one person.
. "$(dirname "$0")/lib/start"
need pkg-config "pkg-config"
need c++ "g++"
pkg-config --exists icu-i18n || untried "there is no ICU to build PyICU with (libicu-dev)"
packages PyICU==2.17 Unidecode==1.4.0 anyascii==0.3.3 python-slugify==8.0.4
python - <<'PY'
import anyascii
import icu
import slugify
import unidecode
from seen import finish, seen

NAMES = ["Үсөнов", "Өкмөт", "Жаңы"]
print("ICU", icu.ICU_VERSION)


def by_icu(name):
    change = icu.Transliterator.createInstance(name)
    return [change.transliterate(word) for word in NAMES]


ASCII = ["Usonov", "Okmot", "Zhany"]
seen("Any-Latin; Latin-ASCII", by_icu("Any-Latin; Latin-ASCII"), guess=ASCII, recorded=["Үsөnov", "Өkmөt", "Zaңy"])
bgn = by_icu("Kirghiz-Latin/BGN")
seen("Kirghiz-Latin/BGN", bgn, guess=["Üsönov", "Ökmöt", "Jangy"], recorded=["Üsönov", "Ökmöt", "Jangy"])
try:
    known = bool(by_icu("Kyrgyz-Latin/BGN"))
except icu.ICUError:
    known = False
seen("is there a Kyrgyz-Latin/BGN", known, guess=True, recorded=False)
seen("Unidecode", list(map(unidecode.unidecode, NAMES)), guess=ASCII, recorded=["Usonov", "Okmot", "Zhan'y"])
seen("anyascii", list(map(anyascii.anyascii, NAMES)), guess=ASCII, recorded=["Usonov", "Okmot", "Zhangy"])
slugs = list(map(slugify.slugify, NAMES))
seen("python-slugify", slugs, guess=["usonov", "okmot", "zhany"], recorded=["usonov", "okmot", "zhany"])
finish()
PY
