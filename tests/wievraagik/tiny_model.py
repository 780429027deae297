"""A sentence model so small that a test can write it."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers

WORDS = ["[UNK]", "vis", "haring", "boom", "eik", "q:"]
# Two meanings: of the sea and of the wood; what stands before a question means the sea.
MEANING = np.array([[0, 0], [1, 0], [1, 0.1], [0, 1], [0.1, 1], [1, 0]], dtype=np.float32)


def write_model(folder: Path, file: str = "onnx/model.onnx") -> Path:
    """A model that looks up one vector a word, with the files that a sentence-transformers folder has."""
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "tokens"])
    out = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "tokens", 2])
    look_up = helper.make_node("Gather", ["meaning", "input_ids"], ["last_hidden_state"])
    graph = helper.make_graph([look_up], "tiny", [ids], [out], [numpy_helper.from_array(MEANING, "meaning")])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(folder / file))
    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder
