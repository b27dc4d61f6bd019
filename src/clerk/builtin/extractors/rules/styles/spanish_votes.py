"""Names of those who voted in Spanish: `dos votos en contra (Sr. Pombo y Sra. Vega)`, `votan a favor los regidores Mora y Solís`."""

import re
from collections.abc import Iterator

from clerk.builtin.extractors.rules.events import Example, Style, Voted
from clerk.builtin.extractors.rules.joined_text import JoinedText
from clerk.builtin.extractors.rules.name_lists import read_names
from clerk.builtin.extractors.rules.number_words import NUMBER, NUMBER_BEGINS, number_of
from clerk.builtin.extractors.rules.vote_options import option_named
from clerk.builtin.extractors.rules.word_patterns import WordPattern

_OPTION = r"(?:(?P<YES>a\sfavor)|(?P<NO>en\scontra)|(?P<ABSTAIN>abstenci[oó]n(?:es)?|abstenid[oa]s?))"
_SOMEBODY = r"(?=(?:Sr(?:a|es|as)?\.?|Hon\.|D[.ª]|D\S{0,2}a\.|Don|Doña|regidor(?:es|as?)?|concejal(?:es|as?)?|edil(?:es)?|alcalde(?:sa)?)\s)"
_COUNTED = WordPattern(
    rf"\b(?P<number>{NUMBER})\s(?:votos?\s)?{_OPTION}(?:\s?\(|,?\s(?:(?:la|el|las|los)\s)?de(?:l|\s(?:los|las|la))?\s)\s?(?:{_SOMEBODY}|(?<=\()(?=(?-i:[A-ZÁÉÍÓÚÑ])))",
    re.IGNORECASE,
    words=NUMBER_BEGINS,
)
_VOTING = WordPattern(
    r"\b(?:(?:vota(?:n|ron|ndo)?|votó)\s(?:(?P<YES>a\sfavor)|(?P<NO>en\scontra))|se\s(?P<ABSTAIN>abst(?:iene|ienen|uvo|uvieron)))"
    rf"(?::\s(?=(?-i:[A-ZÁÉÍÓÚÑ]))|:?\s(?:(?:el|la|los|las)\s)?{_SOMEBODY})",
    re.IGNORECASE,
    words="se. vot",
)
_END = re.compile(
    r"[;)]|(?<!Sres)(?<!Sras)(?<=[^\W\d_]{4})\.|\sy\s(?:\d|un|dos|tres|cuatro|cinco|seis|ningun)|\bpor\b|\n\s{0,80}\n",
    re.IGNORECASE,
)
_LONGEST = 400


def _find(text: JoinedText) -> Iterator[Voted]:
    plain = text.plain
    for match in (*_COUNTED.finditer(plain), *_VOTING.finditer(plain)):
        end = _END.search(plain, match.end(), match.end() + _LONGEST)
        stop = end.start() if end else min(len(plain), match.end() + _LONGEST)
        names, is_clean = read_names(plain, match.end(), stop)
        if names and is_clean:
            number = match.groupdict().get("number")
            yield Voted(
                start=match.start(),
                end=stop,
                option=option_named(match),
                names=names,
                printed=number_of(number) if number else None,
            )


STYLE = Style(
    name="spanish-votes",
    find=_find,
    examples=(
        Example(
            text="tres votos a favor (Sr. Pombo, Sra. Vega y Sr. Mora) y dos votos en contra (Sra. Solís y Sr. Rey).",
            finds=("yes:Pombo,Vega,Mora", "no:Solís,Rey"),
        ),
        Example(text="3 votos a favor y 2 en contra de los Sres. Pombo y Vega.", finds=("no:Pombo,Vega",)),
        Example(text="y una abstención, la del Sr. Pombo.", finds=("abstain:Pombo",)),
        Example(
            text="votan a favor los regidores Ana Mora y Eva Solís; votan en contra el regidor Luis Rey.",
            finds=("yes:Ana Mora,Eva Solís", "no:Luis Rey"),
        ),
        Example(text="Los vecinos votaron en contra de la subida.", finds=()),
        Example(text="tres votos a favor (Pombo, Vega y Mora).", finds=("yes:Pombo,Vega,Mora",)),
        Example(text="Votan a favor: Pombo y Vega. Vota en contra: Mora.", finds=("yes:Pombo,Vega", "no:Mora")),
    ),
)
