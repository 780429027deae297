"""A sentence model of one's own, from a folder on this machine: how near a question and a profile are in meaning.

Optional: it needs onnxruntime and tokenizers (`pip install bemanning[embeddings]`). Nothing is fetched from anywhere. The
folder holds `tokenizer.json` and an ONNX file, as `optimum` and sentence-transformers write them:

- `model.onnx`, `onnx/model.onnx` or `onnx/model_quantized.onnx`;
- `1_Pooling/config.json`, if there: mean over the tokens (also without it) or the first token;
- `config_sentence_transformers.json`, if there: what to put before a question and before a text (`prompts`).
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Vector = np.ndarray[tuple[int], np.dtype[np.float32]]

_MODELS = ("model.onnx", "onnx/model.onnx", "onnx/model_quantized.onnx")
_MOST_TOKENS = 256
# The vectors of so many texts are kept: about 1.5 kB each.
_REMEMBERED = 8_192


class UnusableModelError(Exception):
    """The folder or the libraries are not there, or the model is of another kind. The message says what to do."""


class SentenceModel:
    """Turns text into a vector of length one. Safe between threads."""

    def __init__(self, folder: Path) -> None:
        """Read the model; raises UnusableModelError."""
        try:
            import numpy as np
            import onnxruntime
            import tokenizers
        except ImportError as missing:
            raise UnusableModelError(f"{missing.name} is missing: pip install 'bemanning[embeddings]'.") from missing
        self._np: Any = np
        file = next((folder / name for name in _MODELS if (folder / name).is_file()), None)
        if file is None or not (folder / "tokenizer.json").is_file():
            raise UnusableModelError(f"{folder} holds no tokenizer.json with one of {', '.join(_MODELS)}.")
        try:
            self._session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
            self._tokenizer: Any = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # each library has errors of its own for a file it cannot read
            raise UnusableModelError(f"{folder} cannot be read: {error}") from error
        self._tokenizer.enable_truncation(_MOST_TOKENS)
        self._inputs = {one.name for one in self._session.get_inputs()}
        self._first_token = bool(_read(folder / "1_Pooling/config.json").get("pooling_mode_cls_token"))
        prompts = _read(folder / "config_sentence_transformers.json").get("prompts") or {}
        self._before_question = str(prompts.get("query", ""))
        self._before_text = str(prompts.get("passage", prompts.get("document", "")))
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._vector)

    def compare(self, question: str, texts: Sequence[str]) -> list[float]:
        """The cosine of the question with each text. The first time a text costs some tens of milliseconds."""
        if not texts:
            return []
        asked = self._remembered(self._before_question + question)
        told = self._np.stack([self._remembered(self._before_text + text) for text in texts])
        return [float(near) for near in told @ asked]

    def _vector(self, text: str) -> "Vector":
        np = self._np
        encoded = self._tokenizer.encode(text.strip() or ".")  # a model wants at least one token
        given = {
            "input_ids": encoded.ids,
            "attention_mask": encoded.attention_mask,
            "token_type_ids": encoded.type_ids,
        }
        feed = {name: np.array([ids], dtype=np.int64) for name, ids in given.items() if name in self._inputs}
        output = self._session.run(None, feed)[0][0]
        if output.ndim == 2:  # a vector a token; some models pool by themselves
            output = output[0] if self._first_token else output.mean(axis=0)
        vector: Vector = output.astype(np.float32)
        return vector / max(float(np.linalg.norm(vector)), 1e-9)


def _read(file: Path) -> dict[str, Any]:
    """The settings in a file; nothing when it is not there."""
    if not file.is_file():
        return {}
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise UnusableModelError(f"{file} is not JSON: {error}") from error
    return found if isinstance(found, dict) else {}
