"""A sentence model from a folder: read, run and blended in; and a clear word when it cannot be."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.wievraagik.tiny_model import write_model
from wievraagik import Index, Profile
from wievraagik.embeddings import SentenceModel, UnusableModelError


@pytest.mark.parametrize("file", ["model.onnx", "onnx/model.onnx", "onnx/model_quantized.onnx"])
def test_what_means_the_same_is_near(tmp_path: Path, file: str) -> None:
    near = SentenceModel(write_model(tmp_path, file)).compare("vis", ["haring", "eik", "boom haring"])
    assert [round(one, 2) for one in near] == [1.0, 0.1, 0.67]


def test_the_first_token_counts_where_the_model_says_so(tmp_path: Path) -> None:
    write_model(tmp_path)
    (tmp_path / "1_Pooling").mkdir()
    (tmp_path / "1_Pooling/config.json").write_text(json.dumps({"pooling_mode_cls_token": True}))
    assert [round(one, 2) for one in SentenceModel(tmp_path).compare("vis", ["boom haring"])] == [0.0]


def test_the_words_that_a_model_wants_before_a_question_are_put_there(tmp_path: Path) -> None:
    write_model(tmp_path)
    before = SentenceModel(tmp_path).compare("boom", ["vis"])
    (tmp_path / "config_sentence_transformers.json").write_text(json.dumps({"prompts": {"query": "q: "}}))
    assert (before, round(SentenceModel(tmp_path).compare("boom", ["vis"])[0], 2)) == ([0.0], 0.71)


def test_no_texts_and_no_words_are_borne(tmp_path: Path) -> None:
    model = SentenceModel(write_model(tmp_path))
    assert model.compare("vis", []) == []
    assert model.compare("", ["qqq", ""]) == [0.0, 0.0]


def test_a_folder_without_a_model_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(UnusableModelError, match=r"holds no tokenizer\.json with one of model\.onnx"):
        SentenceModel(tmp_path)


def test_files_that_cannot_be_read_say_so(tmp_path: Path) -> None:
    write_model(tmp_path)
    (tmp_path / "config_sentence_transformers.json").write_text("{")
    with pytest.raises(UnusableModelError, match="is not JSON"):
        SentenceModel(tmp_path)
    (tmp_path / "onnx/model.onnx").write_bytes(b"no model")
    with pytest.raises(UnusableModelError, match="cannot be read"):
        SentenceModel(tmp_path)


class Fixed:
    """Says that the last text is near and the others are not."""

    def compare(self, question: str, texts: Sequence[str]) -> list[float]:
        return [*[0.0] * (len(texts) - 1), 1.0]


CREW = [Profile(f"p{n}", "", ("rouw en verlies",)) for n in range(10)]


def test_it_is_blended_into_the_ranking() -> None:
    assert Index(CREW).order("Een kind rouwt")[:2] == ["p0", "p1"]
    assert Index(CREW, Fixed()).order("Een kind rouwt")[:2] == ["p9", "p0"]
    assert Index(CREW, Fixed()).rank("Een kind rouwt")[0].quote == "rouw en verlies"


def test_among_a_few_people_and_without_words_it_says_nothing() -> None:
    assert Index(CREW[:9], Fixed()).order("Een kind rouwt")[0] == "p0"
    assert Index(CREW, Fixed()).rank(" ") == ()


def test_where_all_are_as_near_it_changes_nothing() -> None:
    class Same:
        def compare(self, question: str, texts: Sequence[str]) -> list[float]:
            return [0.5] * len(texts)

    assert Index(CREW, Same()).rank("Een kind rouwt") == Index(CREW).rank("Een kind rouwt")
