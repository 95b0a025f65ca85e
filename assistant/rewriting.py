"""A message and its conversation in, the questions that it asks out, in a language model's words or by rule."""

import re
from collections.abc import Callable
from dataclasses import replace

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant import prompts
from assistant.neutralising import addresses_a_program, as_data, cleaned
from assistant.parting import questions_in
from assistant.prompting import Model, ModelError, Prompt
from assistant.question import Question, Role
from corpus.figures import figures
from corpus.folding import fold
from corpus.territories import Territories
from corpus.vocabulary import Vocabulary

QUESTIONS = 3
LONGEST = 300
"""Characters of a rewritten question at most."""
TURNS = 6
"""Earlier messages of the user that a model is shown."""
FAMILY_LETTERS = 6
"""Letters that two words of one family share at the start."""
_LONG_WORDS = 40
_PLAIN = re.compile(r"(?:[^\W_]|[ .,;:!?'’\"()«»%€/+°–-])*")
_ASKING = re.compile(
    r"(?:quel|combien|comment|pourquoi|quand|quoi|est-ce|existe|faut|peut|sont|pour|dans|avec|cette|cela|selon|entre|leur|elle)\w*"
)
"""Words of four letters or more with which any question may be asked."""
_SCHEMA = {
    "type": "object",
    "properties": {"questions": {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": QUESTIONS}},
    "required": ["questions"],
    "additionalProperties": False,
}


class _Rewritten(BaseModel):
    """A reply."""

    model_config = ConfigDict(strict=True)

    questions: list[str] = Field(min_length=1, max_length=QUESTIONS)


def questions_by_model(
    question: Question, model: Model, limit_s: float, vocabulary: Vocabulary, territories: Territories
) -> list[Question]:
    """Return the questions of a message as `model` rewrites them, or by rule where it gives nothing or adds something.

    A message that stands alone and asks one thing is left as it is, and the model is not asked.
    """
    by_rule = questions_in(question, territories)
    if not question.history and len(by_rule) == 1 and len(question.text.split()) <= _LONG_WORDS:
        return by_rule
    try:
        reply = model.complete(_prompt(question), limit_s, lambda text: None).text
        start = max(0, reply.find("{"))
        rewritten = [
            cleaned(text) for text in _Rewritten.model_validate_json(reply[start : reply.rfind("}") + 1]).questions
        ]
    except (ModelError, ValidationError):
        return by_rule
    if not _holds(rewritten, question, vocabulary, territories):
        return by_rule
    return [replace(question, text=text, history=(), whole=question.text) for text in rewritten]


def _prompt(question: Question) -> Prompt:
    turns = [prompts.TURN.format(message=as_data(said)) for said in _said(question)[-TURNS:]]
    return Prompt(
        task="rewrite",
        system=prompts.REWRITE.format(questions=QUESTIONS),
        user=prompts.REWRITE_ON.format(turns="\n".join(turns), message=as_data(question.text)),
        schema=_SCHEMA,
    )


def _said(question: Question) -> list[str]:
    """Return the earlier messages of the user; those told as the assistant's may be anyone's."""
    return [turn.content for turn in question.history if turn.role is Role.USER]


def _holds(rewritten: list[str], question: Question, vocabulary: Vocabulary, territories: Territories) -> bool:
    """Whether rewritten questions add nothing to the conversation, and lose nothing that the message names."""
    conversation = " | ".join((question.text, *_said(question)))
    if not all(map(_is_plain, rewritten)) or _words(" ".join(rewritten)) - _known(conversation, vocabulary):
        return False
    readings: tuple[Callable[[str], set], ...] = (
        lambda text: {mention.region for mention in territories.find(text)},
        lambda text: set(vocabulary.terms.find(text)),
        lambda text: {(figure.value, figure.unit) for figure in figures(text)},
    )
    told = " | ".join(rewritten)
    if not _words(question.text) <= _words(told):
        return False
    for read in readings:
        if not read(question.text) <= read(told) <= read(conversation):
            return False
    named, asked = readings[0](question.text), readings[0](told)
    on_subject = bool(readings[1](told)) or not readings[1](conversation)
    return on_subject and (not named or asked == named)


def _is_plain(text: str) -> bool:
    return 0 < len(text) <= LONGEST and bool(_PLAIN.fullmatch(text)) and not addresses_a_program(text)


def _known(conversation: str, vocabulary: Vocabulary) -> set[str]:
    """Return the beginnings of the words of a conversation, full names of its acronyms included."""
    expanded = vocabulary.expand_shorthand(conversation)
    names = " ".join(vocabulary.names.get(name, "") for name in vocabulary.terms.find(expanded))
    return _words(f"{conversation} {expanded} {names}")


def _words(text: str) -> set[str]:
    """Return the beginnings of the long words of a text."""
    return {w[:FAMILY_LETTERS] for w in re.findall(r"\w{4,}", fold(text)) if not _ASKING.fullmatch(w)}
