"""A BERT encoder in; its lower layers, which never change, and its upper layers, which learn, out."""

import math
from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel, PreTrainedTokenizerBase

from index.adapting.questions import AdaptingError

BATCH = 24
"""Texts that go through the layers together, of like lengths, so that little is padding."""


class LowRank(nn.Module):
    """A linear map that never changes, and a product of low rank that is learned beside it.

    LoRA (Hu et al. 2021, arXiv:2106.09685), scaled by the square root of the rank (Kalajdzievski 2023,
    arXiv:2312.03732). The product starts at zero: at first the map is what it was.
    """

    def __init__(self, linear: nn.Linear, rank: int) -> None:
        super().__init__()
        self.linear = linear
        self.scale = 2 / math.sqrt(rank)
        self.down = nn.Parameter(torch.randn(rank, linear.in_features) / math.sqrt(linear.in_features))
        self.up = nn.Parameter(torch.zeros(linear.out_features, rank))

    def forward(self, inputs: Tensor) -> Tensor:
        """Map (…, inputs) to (…, outputs)."""
        return self.linear(inputs) + inputs @ self.down.T @ self.up.T * self.scale


class UpperLayers(nn.Module):
    """The last layers of an encoder, then the mean over tokens: states in, vectors of length 1 out."""

    def __init__(self, layers: nn.ModuleList, first: int, rank: int) -> None:
        """Put a `LowRank` in the place of each linear map; `first` is the place of these layers in the encoder."""
        super().__init__()
        self.layers = layers.requires_grad_(False)
        self.first = first
        for parent in list(layers.modules()):
            for name, child in list(parent.named_children()):
                if isinstance(child, nn.Linear):
                    setattr(parent, name, LowRank(child, rank))

    def forward(self, states: Sequence[Tensor]) -> Tensor:
        """Turn texts, each (tokens, width), into vectors (texts, width)."""
        hidden = nn.utils.rnn.pad_sequence([text.float() for text in states], batch_first=True)
        lengths = torch.tensor([len(text) for text in states])
        present = torch.arange(hidden.shape[1]) < lengths[:, None]
        # Added to the attention scores, for each text, whatever the head and the token that looks.
        mask = torch.zeros(present.shape).masked_fill(~present, torch.finfo(torch.float32).min)[:, None, None, :]
        for layer in self.layers:
            hidden = layer(hidden, mask)
        return functional.normalize((hidden * present[..., None]).sum(1) / lengths[:, None], dim=-1)

    def encode(self, states: Sequence[Tensor]) -> Tensor:
        """Do the same for any number of texts, batch by batch, in their order."""
        order = _by_length(states)
        vectors = torch.cat([self([states[row] for row in rows]) for rows in _batches(order)])
        return vectors[torch.tensor(order).argsort()]

    def adapter(self) -> dict[str, Tensor]:
        """Return the products, as "name.A" (rank, inputs) and "name.B" (outputs, rank) with its scale, in float16."""
        factors = {}
        for name, module in self.layers.named_modules():
            if isinstance(module, LowRank):
                layer, _, part = name.partition(".")
                linear = f"encoder.layer.{self.first + int(layer)}.{part}"
                factors[f"{linear}.A"] = module.down.detach().half().contiguous()
                factors[f"{linear}.B"] = (module.up.detach() * module.scale).half().contiguous()
        return factors


def split(encoder: BertModel, upper: int, rank: int) -> tuple[BertModel, UpperLayers]:
    """Take the last `upper` layers off the encoder; return it without them, then them, ready to learn."""
    layers = encoder.encoder.layer
    if not 1 <= upper <= len(layers):
        raise AdaptingError(f"The model has {len(layers)} layers: give --layers from 1 to {len(layers)}.")
    first = len(layers) - upper
    encoder.encoder.layer = layers[:first]
    return encoder.eval(), UpperLayers(layers[first:], first, rank)


@torch.no_grad()
def lower_states(
    lower: BertModel, tokenizer: PreTrainedTokenizerBase, texts: Sequence[str], max_tokens: int
) -> list[Tensor]:
    """Return what the lower layers make of each text, (tokens, width) in float16: computed once, read at every step."""
    states = [torch.empty(0)] * len(texts)
    for rows in _batches(_by_length(texts)):
        tokens = tokenizer(
            [texts[row] for row in rows], padding=True, truncation=True, max_length=max_tokens, return_tensors="pt"
        )
        mask = tokens["attention_mask"]
        hidden = lower(input_ids=tokens["input_ids"], attention_mask=mask).last_hidden_state
        for row, text, length in zip(rows, hidden, mask.sum(1), strict=True):
            # Cloned, or the padding beside it stays in memory.
            states[row] = text[:length].half().clone()
    return states


def _by_length(texts: Sequence[str] | Sequence[Tensor]) -> list[int]:
    return sorted(range(len(texts)), key=lambda row: len(texts[row]))


def _batches(rows: list[int]) -> list[list[int]]:
    return [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]
