"""Real articles, where the shared data is beside the repository."""

from pathlib import Path

import pytest

from datasette_newsactors.models import Article
from datasette_newsactors.readers import read

SHARED = Path(__file__).parents[3] / "shared" / "data"
pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="no ../shared/data beside the repository")


def test_all_wikinews_articles_are_read():
    results = list(read([str(SHARED / "wikinews" / "*.csv")]))

    assert len(results) == 295
    assert all(isinstance(result, Article) for result in results)
    assert all(article.title and article.url and article.published for article in results)


def test_the_seed_article_is_the_files_own_text():
    [path] = (SHARED / "seed").glob("*.txt")

    [article] = read([str(SHARED / "seed")])

    assert article.text == path.read_bytes().decode()
    assert article.title.startswith("Russia Will Approve Assad Leaving")


def test_offsets_of_polnear_count_the_texts_own_characters():
    folder = SHARED / "polnear" / "dev" / "text"

    for article in read([str(folder)]):
        with open(article.path, newline="", encoding="utf-8") as file:
            assert article.text == file.read()
