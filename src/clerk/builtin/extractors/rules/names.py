"""What a name looks like in minutes, and whose name it is: titles, roles, and the roster of those who were there."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

LONGEST_NAME = 40
_MOST_WORDS = 4
_PAIR = 2
_TELLING_LETTERS = 2
_LONG_SURNAME = 5
_MOST_MEMBERS = 300
"""Of a body: more are noise, and to hold each name against them all would take for ever."""
_FIRST_NAMES_AMONG = 7
"""Members of a board that may be called by first names; in a larger one "James" is somebody's surname."""

_TITLES = (
    r"vice[-\s]mayor|deputy\smayor|mayor\spro\s?[-\s]?te[mnr][mn]?(?:pore)?|mayor|alcalde(?:sa)?|concejal(?:es|as?)?|regidor(?:es|as?)?|ediles?|"
    r"council\s?members?|council\s?(?:man|men|woman|women|person|persons)|council?lors?|cllrs?\.?|regional|"
    r"authority\smembers?|council\s(?:vice\s)?president|(?:vice[-\s]?|co-?)?chair(?:man|woman|person)?|(?:vice[-\s])?president|"
    r"crs?\.?|counc\.|couns?\.|comrs?\b\.?|chr?mn\b\.?|chm\.|magistrates?|squires?|(?:police\s)?jurors?|freeholders?|burgess(?:es)?|assembly\s?(?:members?|man|men|woman|women|persons?)|commissioners?(?:\s(?:precinct|district)\s\d{1,2}\b)?|supervisors?|trustees?|directors?|alder(?:man|men|woman|women|person|persons)|alders?|"
    r"select(?:man|men|woman|women|person|board\smembers?|board(?:\s(?:vice\s)?chair\w*)?)|board\s?members?|committee\s?members?|members?|"
    r"(?:the\s)?hon(?:orable|\.)?|reeve|(?:majority|minority|deputy)\sleader"
)
_COURTESIES = r"county\sjudge|reg\.|com[mr]{0,2}\.|cm\.|supv\.?|sup\.|dir\.|ald\.|chr\.|mrs?\.?|ms\.?|miss|messrs\.?|dr\.?|rev\.?|judge|board\s(?:clerk|secretary|treasurer)|secretary(?:[/-]\s?treasurer)?|treasurer|sr(?:a|es|as)?\.|d\.(?=\s?[A-Z][a-z])|dña\.?|dª\.?|don|doña"
ONE_TITLE = rf"(?:{_TITLES}|{_COURTESIES})(?![\w'])"
MEMBER = rf"(?:{_TITLES})(?![\w'])"
ENDS_IN_TITLE = re.compile(rf"\b(?:{_TITLES})[\s,]*$", re.IGNORECASE)
MEMBERS_TITLE = re.compile(rf"(?:{_TITLES})(?![\w'])", re.IGNORECASE)
TITLE = re.compile(rf"(?:{ONE_TITLE}[\s,]*)+", re.IGNORECASE)

NO_TITLE_BEFORE = "".join(
    rf"(?<!\b{title})"
    for title in ("Mrs", "Messrs", "Chm", "Comm", "Commr", "Hon", "Rev", "Ald", "Cllr", "Supv", "Dir", "Crs")
)
"""Before a full stop that ends a sentence: behind a title it ends none."""

_GLUED_TITLE = re.compile(
    r"(?:Mayor|Council[Mm]ember|Commissioner|Supervisor|Trustee|Director|Selectman)(?=[A-Z][a-z])"
)
"""As OCR joins "MayorAmezcua"."""
_PLACE = re.compile(r"(?i)(?:district|seat|place|position|at[- ]large|precinct)\b.{0,20}|ward\b.{1,20}")
_STAFF = re.compile(
    r"(?i)\b(?:manager|attorney|clerk|counsel|administrator|engineer|planner|secretary|chief|superintendent|treasurer|"
    r"recorder|solicitor|auditor|assessor|inspector|librarian|officer|assistant|staff|consultant|coordinator|student|"
    r"director of|finance director|director finance|sheriff|captain|lieutenant|sergeant|liaison|intern|architect|"
    r"accountant|controller|comptroller|stenographer|reporter|analyst|specialist|technician)\b"
)
_WORDS_OF_NO_NAME = """
    a abstain abstained abstaining absent action adjourn adjourned adjournment administration adopt adopted
    agenda all also an and announced approval approve approved april as at august authority aye ayes be board both bylaw business
    call calendar called carried center chambers city closed comm comment comments commission committee
    communications consent council counsel county court day december department discussion east education
    elected ex excused executive february for friday from guests hall he hearing her his in invocation is it
    item items january july june late left march may meeting members minutes monday motion moved nay nays new no
    noes none north not november october of officials old on one open opposed or order ordinance others page
    majority passed planning pledge pm present presentation public quorum regular report reports resolution room roll
    saturday school second seconded seconder secretary september session she south special staff status street study
    sunday that the there here being hearing they thursday time to town tuesday unanimous unanimously unfinished unknown upon rejected
    those both everyone everybody selectboard community development finance human resources inspections engineering police fire works
    parks recreation utilities information technology services department majority leader minority others whom he she
    partido grupo pleno junta gobierno municipal ayuntamiento village voice vote voted votes voting defeated carried failed lost tabled withdrawn amendment amended resolved adoption was wednesday welcome were west with work workshop yea yeas yes nil na n/a
"""
_NOT_A_NAME = frozenset(_WORDS_OF_NO_NAME.split())
_CALLED_SO = frozenset(
    {
        "april",
        "august",
        "june",
        "may",
        "page",
        "north",
        "west",
        "east",
        "south",
        "day",
        "hall",
        "street",
        "new",
        "old",
        "court",
        "city",
        "young",
        "parks",
    }
)
"""People are called so too."""
_WORDS_INSIDE_NAMES = "de del della der den di da dos du la le los las van von ten ter st bin al y"
_PARTICLES = frozenset(_WORDS_INSIDE_NAMES.split())
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "esq", "phd", "md"})
_IS_THERE = re.compile(r"\s(?:was|were|are|is)\s(?:also\s)?(?:present|here|in attendance)\b")
_NICKNAME = re.compile(r"(?<=\s)[\"'(][A-Z][\w ]{1,15}[\"')](?=\s+[A-Z])")
_GLUED_SENTENCE = re.compile(r"[a-z]{3}\.[A-Z]")
_LOST_M = re.compile(r"^c(?=[A-Z][a-z]{2})")
"""Of "Mr. McCahill", as OCR reads it."""
_GLUED_INITIAL = re.compile(r"(?<=\b[A-Z])\.(?=[A-Z][A-Za-z])")
_INITIAL = re.compile(r"[^\W\d_]\.")
_WRITTEN_OUT = re.compile(r"[A-Z][a-z]+")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['.~-])*")
_ANSWERED = re.compile(r"(?i)-(?:yea|yes|aye|nay|no|not|present|absent|excused|abstain(?:ed)?)$")
"""`Diaz-yea`, of a roll: no name."""
_HYPHENATED = re.compile(r"(?<=[a-z])-\s{1,3}(?=[a-z]{2})")
_WARD = re.compile(r"(?i)\s*[-,]?\s*\b(?:ward|district|seat)\s+\w{1,3}\.?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPlace:
    """A name as it stands in the text, and where."""

    name: str
    start: int
    end: int


def without_title(text: str) -> str:
    match = TITLE.match(text)
    return text[match.end() :] if match else text


def is_role(text: str) -> bool:
    """True for a piece of a list that says what the person before it is: "Mayor", "District B", "Chair"."""
    bare = without_title(text.strip()).strip(" .")
    return bare == "" or _PLACE.fullmatch(bare) is not None


def is_staff(text: str) -> bool:
    """True for a piece that names somebody who works for the body and does not vote."""
    return _STAFF.search(text) is not None


def name_in(piece: str, start: int) -> NamedPlace | None:
    """The name that a piece of text is, title and notes in brackets aside; None when it is anything else."""
    found = _name_in(piece)
    return None if found is None else NamedPlace(name=found.name, start=start + found.start, end=start + found.end)


@lru_cache(maxsize=8_192)
def _name_in(piece: str) -> NamedPlace | None:
    # Minutes name the same few people again and again.
    bare = _NICKNAME.sub(lambda match: " " * len(match[0]), piece)
    bare = _IS_THERE.split(bare.split("(", maxsplit=1)[0])[0]
    bare = _WARD.sub("", bare).rstrip(" .,;:\n*)")
    title = TITLE.match(bare.lstrip(" \n*"))
    offset = len(bare) - len(bare.lstrip(" \n*")) + (title.end() if title else 0)
    glued = _GLUED_TITLE.match(bare, offset)
    offset = glued.end() if glued else offset
    written = _HYPHENATED.sub("", _LOST_M.sub("Mc", bare[offset:]))
    name = _GLUED_INITIAL.sub(". ", " ".join(written.replace("|", " ").split()))
    if not is_name(name):
        return None
    return NamedPlace(name=name, start=offset, end=len(bare))


def is_name(text: str) -> bool:
    words = text.split()
    if not 1 <= len(words) <= _MOST_WORDS or len(text) > LONGEST_NAME:
        return False
    folded = [word if _INITIAL.fullmatch(word) else _fold(word) for word in words]
    if any(
        word in _NOT_A_NAME and not _may_be_called(written, word) for written, word in zip(words, folded, strict=True)
    ):
        return False
    if folded[-1] in _PARTICLES:
        return False
    if any(_GLUED_SENTENCE.search(word) for word in words):
        return False
    return all(map(_is_name_word, words, folded)) and _letters(folded[-1] if len(words) == 1 else "".join(folded))


def _may_be_called(written: str, folded: str) -> bool:
    """True for "May" and for an initial, "A", which are words of no name in any other place."""
    return written[0].isupper() and (folded in _CALLED_SO or len(written.strip(".")) == 1)


def is_particle(word: str) -> bool:
    """True for a word inside surnames, as in "Van Buren", that is none by itself."""
    return _fold(word) in _PARTICLES and word[0].isupper()


def _is_name_word(word: str, folded: str) -> bool:
    is_word = _WORD.fullmatch(word) is not None and _ANSWERED.search(word) is None
    return is_word and (word[0].isupper() or folded in _PARTICLES)


def _letters(folded: str) -> bool:
    return len(folded) > 1


@lru_cache(maxsize=4096)
def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z/]", "", plain)


@lru_cache(maxsize=8192)
def _words_of(name: str) -> tuple[str, ...]:
    words = [_fold(word) for word in name.split()]
    return tuple(word for word in words if word and word not in _SUFFIXES)


@dataclass(frozen=True, slots=True)
class Roster:
    """The members by whom a name is resolved: those of this meeting first, then those of earlier ones."""

    here: Sequence[str]
    earlier: Sequence[str]

    @classmethod
    def of(cls, here: Iterable[str], earlier: Iterable[str] = ()) -> "Roster":
        return cls(tuple(dict.fromkeys(here))[:_MOST_MEMBERS], tuple(dict.fromkeys(earlier))[:_MOST_MEMBERS])

    def member(self, name: str, *, as_written: bool = False) -> str | None:
        """The full name of the one member whom this can mean; None when it can mean nobody, or two.

        No letter may have been misread when the name is to be taken as written.
        """
        words = _words_of(name)
        for resembles in (
            (_is_short_for, _is_first_name) if as_written else (_is_short_for, _is_misread, _is_first_name)
        ):
            # A letter is taken for misread only when nobody, now or earlier, is called so.
            for names in (self.here, self.earlier):
                found = _alike(names, words, resembles)
                if found:
                    return found[0] if len(found) == 1 else None
        return None

    def parted(self, place: NamedPlace, *, among_surnames: bool = False) -> Sequence[NamedPlace]:
        """One place for each of two members whose surnames have lost the comma between them; else the place itself.

        Among nothing but surnames one that is a member's is enough.
        """
        words = place.name.split()
        if len(words) != _PAIR or self.member(place.name) is not None or _words_of(words[0]) == _words_of(words[1]):
            return [place]
        surnames = [_words_of(name)[-1:] for name in self.here]
        if sum(surnames.count(_words_of(word)) == 1 for word in words) < (1 if among_surnames else _PAIR):
            return [place]
        first, second = words
        return [
            NamedPlace(name=first, start=place.start, end=place.start + len(first)),
            NamedPlace(name=second, start=place.end - len(second), end=place.end),
        ]


def _alike(
    names: Sequence[str], words: tuple[str, ...], resembles: Callable[[tuple[str, ...], tuple[str, ...]], bool]
) -> list[str]:
    """The names that these words may mean; one that is the same to the letter goes before all others."""
    if not words or (resembles is _is_first_name and len(names) > _FIRST_NAMES_AMONG):
        return []
    exact = [each for each in names if _words_of(each) == words]
    return exact[:1] or [each for each in names if resembles(words, _words_of(each))]


def _is_first_name(words: tuple[str, ...], full: tuple[str, ...]) -> bool:
    return len(words) == 1 and full[:1] == words


def _is_misread(words: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """True when one letter of a long surname may have been read wrong: "Branat" for "Brandt"."""
    if not full or len(full[-1]) < _LONG_SURNAME or len(words[-1]) != len(full[-1]):
        return False
    differences = sum(one != other for one, other in zip(words[-1], full[-1], strict=True))
    return differences == 1 and _is_short_for((*words[:-1], full[-1]), full)


def fuller_of(member: str, written: str) -> str:
    """The fuller of two spellings of one name: "Mary O'Connor" rather than "M. O'Connor"."""
    known, words = member.split(), written.split()
    is_short = len(known) == 1 or _INITIAL.fullmatch(known[0]) is not None
    return written if is_short and len(words) > 1 and _WRITTEN_OUT.fullmatch(words[0]) else member


def may_be_one(name: str, other: str) -> bool:
    """True when two written names could be of one person: one is in full, or short for the other."""
    words, others = _words_of(name), _words_of(other)
    return bool(words and others) and (_is_short_for(words, others) or _is_short_for(others, words))


def _is_short_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """True when the words of one name could be short for the other: same surname, and first names that agree."""
    if not full:
        return False
    if short[0] in _PARTICLES and full[-len(short) :] == short:
        return True
    surname = full[-1] == short[-1] or "".join(short) == "".join(full[-len(short) :])
    first = short[:-1]
    return surname and (not first or len(full) == 1 or _begin_alike(first[0], full[0]))


def _begin_alike(one: str, other: str) -> bool:
    """True for "D." and "Dan", for "Dan" and "Daniel"; not for "Barbara" and "Bob"."""
    letters = min(len(one), len(other), _TELLING_LETTERS)
    return one[:letters] == other[:letters]
