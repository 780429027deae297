"""The learnt topic space: what a text is about, also when it names no topic."""

import gzip
import struct
import zlib
from importlib.resources import files

import pytest

from wievraagik import Index, Profile
from wievraagik.space import FeatureNames, topics_of
from wievraagik.topics import all_topics


def likeliest(text: str) -> str:
    shares = topics_of(text)
    return all_topics()[max(shares, key=lambda topic: shares[topic])].id


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("De opa van een jongen is gestorven en hij huilt in de pauze.", "rouw-en-verlies"),
        ("Hij gooit met stoelen als iets niet lukt.", "gedrag-in-de-groep"),
        ("De verwarming doet het niet en het lokaal is ijskoud.", "binnenklimaat-en-ventilatie"),
    ],
)
def test_a_situation_is_understood_without_its_name(question: str, topic: str) -> None:
    assert likeliest(question) == topic


def test_shares_are_chances() -> None:
    shares = topics_of("Hoe leer ik mijn klas de tafels?")
    assert len(shares) == 20
    assert 0 < sum(shares.values()) <= 1.000001


def test_unknown_signs_are_about_nothing() -> None:
    assert dict(topics_of("🙂 ?!")) == {}


def test_no_word_is_shared_and_yet_the_right_person_comes_first() -> None:
    crew = [
        Profile("anke", "leerkracht groep 3", ("aanvankelijk lezen",)),
        Profile("bram", "leerkracht groep 7", (), "Ik zet stoere kinderen op hun gemak."),
        Profile("carla", "administratie", ("ParnasSys",)),
    ]
    best = Index(crew).rank("Hij gooit met stoelen.")[0]
    assert (best.profile_id, best.quote, best.source) == ("bram", "Ik zet stoere kinderen op hun gemak.", "about")
    assert best.topics[0] == "gedrag-in-de-groep"


def test_every_learnt_name_is_found_again_and_no_other() -> None:
    """They are searched by checksum; of two names with one checksum each has its own number."""
    learnt = gzip.decompress(files("wievraagik").joinpath("data/space.gz").read_bytes())
    names = learnt[-struct.unpack_from("<IIII", learnt)[3] :]
    every = names.decode().split("\n")
    numbers = FeatureNames(names)
    assert [numbers.get(name) for name in every] == list(range(len(every)))
    assert [numbers.get(name + "~") for name in every[:500]] == [None] * 500
    # Two words with the same CRC-32.
    assert zlib.crc32(b"plumless") == zlib.crc32(b"buckeroo")
    both = FeatureNames(b"plumless\nx\nbuckeroo")
    assert [both.get(name) for name in ("plumless", "buckeroo", "x", "y")] == [0, 2, 1, None]
    assert FeatureNames(b"plumless").get("buckeroo") is None
