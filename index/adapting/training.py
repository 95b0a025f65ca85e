"""Groups of questions with their states in; upper layers that bring questions near their answers out."""

import math
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from random import Random

import torch
from torch import Tensor, nn
from transformers import BertModel, PreTrainedTokenizerBase

from index.adapting.layers import UpperLayers, lower_states
from index.adapting.questions import Group, TrainingQuestion
from index.packaged_model import PROMPTS

QUESTIONS = 40
"""Questions of a step."""
UNITS = 72
"""Units that they are compared with, their answers included."""
PASSAGES = 24
"""The same of a step on passages, which are longer."""
PASSAGES_EVERY = 5
"""One step in so many compares questions with passages, which the index embeds too."""
QUESTION_TOKENS, UNIT_TOKENS, PASSAGE_TOKENS = 64, 96, 200

TEMPERATURE = 0.02
DROPOUT = 0.05
RATE = 1e-3
"""Of AdamW (Loshchilov and Hutter 2017), at its height."""
DECAY = 0.01
WARM_UP = 0.1
"""Share of the steps over which the rate rises; it falls all along, to a fiftieth."""
LOWEST_RATE = 0.02
MAX_NORM = 1.0
"""Of the gradient."""
NOTHING = 0.85
"""The cosine, at first, of a question with "nothing answers"."""
NOTHING_RATE = 2e-3

_NEVER = -1e4
"""Far below any cosine over the temperature, yet finite."""

Tell = Callable[[int, int, float], None]
"""Called after each step with the steps done, all the steps, and the loss."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A group, and what the lower layers make of its texts, by row."""

    group: Group
    questions: list[Tensor]
    units: list[Tensor]
    passages: list[Tensor]


@dataclass(frozen=True, slots=True)
class Targets:
    """What a step compares its questions with."""

    rows: list[int]
    """The candidates: rows of units, or of passages."""
    answers: Tensor
    """(questions, candidates): true where the candidate answers."""
    also: Tensor
    """(questions, candidates): true where it is neither an answer nor a negative."""


def prepare(group: Group, lower: BertModel, tokenizer: PreTrainedTokenizerBase) -> Prepared:
    """Send the texts of a group through the lower layers, after the prompts that the model was trained with."""

    def states(prompt: str, texts: Sequence[str], max_tokens: int) -> list[Tensor]:
        return lower_states(lower, tokenizer, [PROMPTS[prompt] + text for text in texts], max_tokens)

    return Prepared(
        group,
        questions=states("query", [question.text for question in group.questions], QUESTION_TOKENS),
        units=states("document", group.units, UNIT_TOKENS),
        passages=states("document", group.passages, PASSAGE_TOKENS),
    )


def train(upper: UpperLayers, groups: Sequence[Prepared], epochs: float, random: Random, tell: Tell) -> float:
    """Train the upper layers in place; return the cosine below which nothing answers, as it was learned."""
    nothing = nn.Parameter(torch.tensor(NOTHING))
    factors = [parameter for parameter in upper.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(
        [
            {"params": factors, "lr": RATE, "weight_decay": DECAY},
            {"params": [nothing], "lr": NOTHING_RATE, "weight_decay": 0.0},
        ]
    )
    steps = int(epochs * sum(math.ceil(len(prepared.questions) / QUESTIONS) for prepared in groups))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate_share(step, steps))
    _set_dropout(upper.train())
    for step, (prepared, rows) in zip(range(steps), _batches(groups, random), strict=False):
        of_passages = step % PASSAGES_EVERY == PASSAGES_EVERY - 1
        loss = step_loss(upper, prepared, rows, None if of_passages else nothing, random)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(factors, MAX_NORM)
        optimizer.step()
        schedule.step()
        tell(step + 1, steps, loss.item())
    upper.eval()
    return nothing.item()


def rate_share(step: int, steps: int) -> float:
    """Return the share of the full rate at a step: up during the warm-up, and down in a line all along."""
    return min(1.0, (step + 1) / max(1.0, WARM_UP * steps)) * max(LOWEST_RATE, 1 - step / steps)


def step_loss(
    upper: UpperLayers, prepared: Prepared, rows: Sequence[int], nothing: Tensor | None, random: Random
) -> Tensor:
    """Return the loss of the questions of these rows among units, or among passages when `nothing` is None."""
    questions = [prepared.group.questions[row] for row in rows]
    states = prepared.passages if nothing is None else prepared.units
    if nothing is None:
        questions = [_about_passages(question, prepared.group.passage_of) for question in questions]
    targets = draw_targets(questions, len(states), PASSAGES if nothing is None else UNITS, random)
    candidates = upper.encode([states[row] for row in targets.rows])
    asked = upper.encode([prepared.questions[row] for row in rows])
    return contrast(asked @ candidates.T, targets, nothing)


def draw_targets(questions: Sequence[TrainingQuestion], texts: int, limit: int, random: Random) -> Targets:
    """Take every answer of the questions, then others of the same group drawn at random, up to `limit`.

    Negatives of the same documents are the hard ones: they share region, structure and words with the answers.
    """
    rows = sorted(frozenset().union(*(question.answers for question in questions)))
    answering = set(rows)
    others = [row for row in range(texts) if row not in answering]
    rows += random.sample(others, min(len(others), max(0, limit - len(rows))))
    return Targets(
        rows,
        answers=_marks([question.answers for question in questions], rows),
        also=_marks([question.also - question.answers for question in questions], rows),
    )


def contrast(cosines: Tensor, targets: Targets, nothing: Tensor | None) -> Tensor:
    """Return the mean over questions of minus the log of the share of the answers: InfoNCE with several positives.

    van den Oord et al. 2018 (arXiv:1807.03748). `cosines` is (questions, candidates). With `nothing`, a cosine, "nothing
    answers" is one more candidate, and the answer of the questions that have none; without, these do not count.
    """
    scores = (cosines / TEMPERATURE).masked_fill(targets.also, _NEVER)
    answers = targets.answers
    answered = answers.any(1)
    if nothing is not None:
        scores = torch.cat([scores, (nothing / TEMPERATURE).expand(len(scores), 1)], 1)
        answers = torch.cat([answers, ~answered[:, None]], 1)
        answered = torch.ones_like(answered)
    losses = scores.logsumexp(1) - scores.masked_fill(~answers, _NEVER).logsumexp(1)
    return losses[answered].sum() / answered.sum().clamp(min=1)


def _batches(groups: Sequence[Prepared], random: Random) -> Iterator[tuple[Prepared, list[int]]]:
    """Draw rows of questions of one group at a time, epoch after epoch, without end."""
    while True:
        drawn = []
        for prepared in groups:
            rows = random.sample(range(len(prepared.questions)), len(prepared.questions))
            drawn += [(prepared, rows[start : start + QUESTIONS]) for start in range(0, len(rows), QUESTIONS)]
        random.shuffle(drawn)
        yield from drawn


def _about_passages(question: TrainingQuestion, passage_of: Sequence[int]) -> TrainingQuestion:
    answers, also = (frozenset(passage_of[row] for row in rows) for rows in (question.answers, question.also))
    return TrainingQuestion(question.text, answers, also)


def _marks(marked: Sequence[Collection[int]], rows: Sequence[int]) -> Tensor:
    """Return (questions, rows), true where the row is marked for the question."""
    return torch.tensor([[row in of_question for row in rows] for of_question in marked], dtype=torch.bool)


def _set_dropout(module: nn.Module) -> None:
    for child in module.modules():
        if isinstance(child, nn.Dropout):
            child.p = DROPOUT
