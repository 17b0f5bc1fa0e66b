"""One publication made ready for matching: title and text as one normalised string that knows its parts."""

from dataclasses import dataclass

from classify.judgement import letters
from classify.judgement.letters import strip_accents
from classify.judgement.text import Normalised, has_accents, normalise

# What a paper says first is what the article is about; a name far down is often background.
_LEAD_CHARS = 450
_TITLE_FACTOR = 1.6
_LEAD_FACTOR = 1.0
_REST_FACTOR = 0.3
# A post has no title and no room for background: each word carries what a title's word carries.
_POST_CHARS = 700
_POST_FACTOR = 1.6


@dataclass(frozen=True, slots=True)
class Document:
    text: str
    coded: bytes
    cased: str
    plain: bool
    post: bool
    title_end: int
    lead_end: int
    title_length: int
    title: Normalised
    body: Normalised

    def factor(self, start: int) -> float:
        if self.post:
            return _POST_FACTOR
        if start < self.title_end:
            return _TITLE_FACTOR
        return _LEAD_FACTOR if start < self.lead_end else _REST_FACTOR

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original `title + "\\n" + text`."""
        if start < self.title_end:
            return self.title.origin(start, end)
        shift = self.title_end + 1
        first, last = self.body.origin(start - shift, end - shift)
        return first + self.title_length + 1, last + self.title_length + 1


def read(title: str, text: str) -> Document:
    head, body = normalise(title), normalise(text)
    joined, coded = f"{head.text}\n{body.text}", b"%b\n%b" % (head.coded, body.coded)
    plain = not has_accents(joined)
    title_end = len(head.text)
    return Document(
        text=strip_accents(joined) if plain else joined,
        coded=letters.bare(coded) if plain else coded,
        cased=f"{head.cased}\n{body.cased}",
        plain=plain,
        post=not head.text.strip() and len(body.text) <= _POST_CHARS,
        title_end=title_end,
        lead_end=title_end + 1 + _LEAD_CHARS,
        title_length=len(title),
        title=head,
        body=body,
    )
