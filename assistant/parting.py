"""A message in, the questions that it asks out: several in one, or the sentences of a mail that ask."""

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.cues import Cues, matches
from assistant.question import Question, Role, Turn
from corpus.folding import fold
from corpus.sentences import sentence_spans
from corpus.territories import Territories

_QUESTION = re.compile(r"[^?]+(?:\?[\s?!.]*(?:[^?]*$)?)?")
_AND_ASKED = re.compile(
    r",? et (?=(?:[\w']+ ){0,3}(?:combien|quel|quand|qui\b(?!,)|comment|où\b|par qui|au bout))", re.IGNORECASE
)
_SUBJECT_WORD = re.compile(
    r"\b(?!combien|pendant|temps|quand|comment|quel|lequel|laquelle|lesquel|pourquoi)\w{5,}", re.IGNORECASE
)
_SAME = re.compile(r"^(?:et )?(?:est[- ]ce |c['’]est )(?:bien |partout )?(?:(?:la|le|les) même|pareil)", re.IGNORECASE)
"""Asks of the sentence before it whether it holds alike on both sides."""
_WHOLE_QUESTION = 4
"""Words with which the second half of a sentence is a question of its own; fewer ("et quelle formation ?") ask more."""
_TELLING_WORDS = 2
"""A question with fewer words that may name something leans on the sentence before it."""
_PLACING_WORDS = 3
"""Words that may stand before a place ("et dans le")."""
_LONG_WORDS = 40
"""A message longer than this is a mail or a story: only the sentences that ask are the question."""


def _asks(sentence: str, cues: Cues) -> bool:
    """Whether a sentence asks something, beyond what is said in passing ("que lui répondre ?")."""
    rest = sentence
    for pattern in cues.pleasantries:
        rest = pattern.sub(" ", rest)
    asks = sentence.rstrip('» "').endswith("?") or matches(cues.requests, fold(sentence))
    return asks and bool(re.search(r"\w{3,}", rest))


def questions_in(question: Question, territories: Territories) -> list[Question]:
    """Return the questions of a message, each with those before it as its conversation; a mail asks one."""
    if len(question.text.split()) > _LONG_WORDS:
        return [question]
    marked = (match[0] for match in _QUESTION.finditer(question.text))
    parts = (part.strip() for match in marked for part in _parts(match) if re.search(r"\w{3,}", part))
    segments = _joined(parts, territories)
    if len(segments) < 2:
        return [question]
    asked: list[Question] = []
    history = question.history
    for segment in segments:
        asked.append(replace(question, text=segment, whole=question.text, history=history, continues=bool(asked)))
        history = (*history, Turn(Role.USER, segment))
    return asked


def _joined(segments: Iterable[str], territories: Territories) -> list[str]:
    """Put a segment without a subject of its own ("Laquelle ?", "C'est la même ?", "En Bretagne ?") behind the one before."""
    joined: list[str] = []
    for segment in segments:
        if joined and (_SAME.match(segment) or not _SUBJECT_WORD.search(segment) or _is_place(segment, territories)):
            joined[-1] = f"{joined[-1]} {segment}"
        else:
            joined.append(segment)
    return joined


def _is_place(segment: str, territories: Territories) -> bool:
    """Whether a segment names a place and asks nothing of it."""
    rest = territories.without_places(segment)
    return not _SUBJECT_WORD.search(rest) and len(re.findall(r"\w+", rest)) <= _PLACING_WORDS


def _parts(sentence: str) -> list[str]:
    """Cut a sentence that asks twice; "et pendant combien de temps ?" asks more of the same thing, and stays."""
    parts = _AND_ASKED.split(sentence)
    whole = all(len(part.split()) >= _WHOLE_QUESTION for part in parts[1:])
    return parts if whole and all(_SUBJECT_WORD.search(part) for part in parts) else [sentence]


def asking_part(message: str, cues: Cues) -> tuple[str, str]:
    """Return the part of a long message that asks, and what it tells besides; all of a short one asks."""
    if len(message.split()) <= _LONG_WORDS:
        return message, ""
    sentences = [message[start:end] for start, end in sentence_spans(message, 0, len(message))]
    asking = [sentence for sentence in sentences if _asks(sentence, cues)]
    if not asking:
        return message, ""
    first = sentences.index(asking[0])
    if first and len(_SUBJECT_WORD.findall(" ".join(asking))) < _TELLING_WORDS:
        # "Est-ce exact ?" asks about what stands before it.
        asking.insert(0, sentences[first - 1])
    return " ".join(asking), " ".join(sentence for sentence in sentences if sentence not in asking)
