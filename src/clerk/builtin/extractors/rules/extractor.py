"""Puts the rules together: a document's pages in, its facts out."""

from clerk.builtin.extractors.rules.attendance import attendance, roster
from clerk.builtin.extractors.rules.joined_text import join
from clerk.builtin.extractors.rules.labels import labelled_lists
from clerk.builtin.extractors.rules.motions import segments
from clerk.builtin.extractors.rules.outcomes import outcome
from clerk.builtin.extractors.rules.roll_calls import roll_calls
from clerk.model.document import DocumentKind
from clerk.model.facts import Facts, Motion
from clerk.plugins.contracts import DocumentPages


class RulesExtractor:
    """Reads minutes in plain styles, and leaves out what is not sure; agendas hold no facts.

    Names of members come out in full where the minutes name them in full among those present or absent.
    """

    name = "rules"
    version = "1"

    def extract(self, document: DocumentPages) -> Facts:
        extractor = f"{self.name} {self.version}"
        if document.kind is not DocumentKind.MINUTES or not any(page.strip() for page in document.pages):
            return Facts(extractor=extractor, text_sha256=document.text_sha256)
        text = join(document.pages)
        lists, calls = labelled_lists(text), roll_calls(text)
        people = attendance(text, lists, calls)
        members = roster(people)
        motions: list[Motion] = []
        for segment in segments(text):
            found = outcome(text, segment, lists, calls, members)
            if segment.seconder is None and found.result is None and not members.knows(segment.mover.name):
                continue
            seconder = segment.seconder
            motions.append(
                Motion(
                    sequence=len(motions) + 1,
                    text=segment.text,
                    mover=members.resolve(segment.mover.name),
                    seconder=None if seconder is None else members.resolve(seconder.name),
                    result=found.result,
                    counts=found.counts,
                    votes=found.votes,
                    span=text.span(segment.start, max(segment.clause_end, segment.text_end)),
                )
            )
        return Facts(extractor=extractor, text_sha256=document.text_sha256, attendance=people, motions=tuple(motions))
