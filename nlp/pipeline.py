"""The spaCy pipeline: components that annotate one Doc, one after the other.

Each component states what it sets. The marks lie on the Doc as Python objects in the extensions ``doc._.…``
(positions in characters). What surrounds the text is ``doc._.chapter``, to be set before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from nlp.accounts import find_accounts
from nlp.annotations import KnownText
from nlp.attribution import attribute
from nlp.causes.judging import judge_reasons
from nlp.chapters import Chapter
from nlp.comparisons import find_comparisons, find_flat, find_relations
from nlp.definitions import find_definitions
from nlp.lines import joined_lines
from nlp.quantities import find_quantities
from nlp.reading.claims import Reader
from nlp.reading.counts import counts_staff
from nlp.reasons import find_reasons
from nlp.sentences import find_sentences
from nlp.traditional import simplified

COMPONENTS = (
    "quantities",
    "sentences",
    "accounts",
    "comparisons",
    "reasons",
    "claims",
    "causes",
    "definitions",
)
EXTENSIONS = (
    "chapter",
    "quantities",
    "sentences",
    "accounts",
    "comparisons",
    "flats",
    "relations",
    "reasons",
    "claims",
    "definitions",
)


TOKEN = re.compile(r"\d[\d,，]*(?:\.\d+)?(?<![,，])|[A-Za-z]+|.", re.S)
TOKENIZER = "duizhang.NumberTokenizer.v1"
_WESTERN = re.compile(
    r"(?P<comma>,(?!\d{3}(?!\d))|(?<!\d),)|(?P<semicolon>;)|(?P<colon>(?<!\d):|:(?!\d))"
    r"|(?P<stop>(?<=[一-鿿%）)”》])(?<![一二三四五六七八九十])\.(?=[一-鿿\s]|$))"
)
_HALF_QUOTED = re.compile(r"“([^“”\"\n]{1,20})\"|\"([^“”\"\n]{1,20})”")
"""Quotes of which one is western: “三公"经费."""
_CHINESE = {"comma": "，", "semicolon": "；", "colon": "：", "stop": "。"}


def _text(doc: Doc) -> str:
    """The text of the Doc; ``doc.text`` joins the tokens anew each time that it is asked."""
    if "text" not in doc.user_data:
        doc.user_data["text"] = doc.text
    return str(doc.user_data["text"])


def _known(doc: Doc) -> KnownText:
    """What the components before found, together."""
    marks = doc._
    found = (marks.quantities, marks.accounts, marks.comparisons, marks.flats, marks.relations)
    return KnownText(_text(doc), marks.sentences, *found)


@Language.component("duizhang_quantities", assigns=["doc._.quantities"])
def quantities(doc: Doc) -> Doc:
    """Sets ``doc._.quantities``."""
    marks = doc._
    marks.quantities = find_quantities(_text(doc)) if marks.chapter.has_claims else []
    return doc


@Language.component("duizhang_sentences", assigns=["doc._.sentences"])
def sentences(doc: Doc) -> Doc:
    """Sets ``doc._.sentences``."""
    marks = doc._
    marks.sentences = find_sentences(_text(doc), marks.quantities)
    return doc


@Language.component("duizhang_accounts", assigns=["doc._.accounts"])
def accounts(doc: Doc) -> Doc:
    """Sets ``doc._.accounts``; keeps the chapter's memory up to date."""
    marks = doc._
    chapter: Chapter = marks.chapter
    marks.accounts = find_accounts(_text(doc), chapter.memory) if chapter.has_claims else []
    return doc


@Language.component("duizhang_comparisons", assigns=["doc._.comparisons", "doc._.flats", "doc._.relations"])
def comparisons(doc: Doc) -> Doc:
    """Sets ``doc._.comparisons``, ``doc._.flats`` (持平) and ``doc._.relations`` (大于预算数)."""
    marks = doc._
    chapter: Chapter = marks.chapter
    if not chapter.has_claims:
        marks.comparisons, marks.flats, marks.relations = [], [], []
        return doc
    text = _text(doc)
    sentences = marks.sentences
    line = joined_lines(text, sentences)
    bases = find_comparisons(line.text, chapter.year)
    marks.relations = [line.placed(one) for one in find_relations(line.text, bases)]
    marks.comparisons = placed = [line.placed(one) for one in bases]
    flats = []
    at = 0
    for sentence in sentences:
        start = sentence.start
        compared = False
        for part in text[sentence.start : sentence.end].replace("；", "，").replace(",", "，").split("，"):
            end = start + len(part)
            while at < len(placed) and placed[at].start < end:
                compared, at = True, at + 1
            found = find_flat(part, compared)
            if found:
                flats.append((start + found[0], start + found[1]))
            start = end + 1
    marks.flats = flats
    return doc


@Language.component("duizhang_reasons", assigns=["doc._.reasons"])
def reasons(doc: Doc) -> Doc:
    """Sets ``doc._.reasons``: where causes are stated."""
    marks = doc._
    title = next(iter(marks.chapter.titles), "")
    marks.reasons = find_reasons(_known(doc), title) if marks.chapter.has_claims else []
    return doc


@Language.component("duizhang_claims", assigns=["doc._.claims"])
def claims(doc: Doc) -> Doc:
    """Sets ``doc._.claims``; ties claims to reasons."""
    marks = doc._
    reader = Reader(_known(doc), marks.reasons, marks.chapter)
    marks.claims = reader.read() if marks.chapter.has_claims else []
    if marks.chapter.of_duties:
        marks.claims = [one for one in marks.claims if counts_staff(one, _text(doc))]
    attribute(marks.claims, marks.reasons, marks.sentences, _text(doc))
    return doc


@Language.component("duizhang_causes", assigns=["doc._.reasons"])
def causes(doc: Doc) -> Doc:
    """Judges ``doc._.reasons`` by what they explain."""
    marks = doc._
    judge_reasons(_text(doc), marks.reasons, marks.claims, marks.chapter)
    return doc


@Language.component("duizhang_definitions", assigns=["doc._.definitions"])
def definitions(doc: Doc) -> Doc:
    """Sets ``doc._.definitions`` in a chapter of definitions."""
    marks = doc._
    marks.definitions = find_definitions(_text(doc)) if marks.chapter.defines else []
    return doc


@cache
def narrative_pipeline() -> Language:
    """The pipeline, built once a process. It downloads nothing."""
    for name in EXTENSIONS:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    # a vocabulary of words alone: nobody asks what else is known of one, and every number is a new one
    nlp = spacy.blank("zh", vocab=Vocab(), config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    for name in COMPONENTS:
        nlp.add_pipe(f"duizhang_{name}")
    return nlp


def annotate(text: str, chapter: Chapter) -> Doc:
    """The annotated Doc of one text. ``text`` may be empty."""
    nlp = narrative_pipeline()
    text = simplified(chinese_punctuation(text))
    doc = nlp.make_doc(text)
    doc.user_data["text"] = text  # its tokens are all of it
    doc._.chapter = chapter
    return nlp(doc)


class NumberTokenizer:
    """Text -> Doc; blanks and line ends are tokens, so that the text stays as it is."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words = TOKEN.findall(text)
        return Doc(self.vocab, words=words, spaces=[False] * len(words))


@spacy.registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]
def create() -> Callable[[spacy.language.Language], NumberTokenizer]:
    """The factory that spaCy's configuration names."""
    return lambda nlp: NumberTokenizer(nlp.vocab)


def chinese_punctuation(text: str) -> str:
    """``text`` with Chinese marks for the western ones that part sentences and clauses; as long as before."""
    if '"' in text:
        text = _HALF_QUOTED.sub(lambda match: f"“{match[1] or match[2]}”", text)
    return _WESTERN.sub(lambda match: _CHINESE[match.lastgroup or ""], text)
