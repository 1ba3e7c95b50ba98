"""The formats that come with the package, given through the hook that others use for theirs."""

from __future__ import annotations

from datasette_newsactors.hookspecs import hookimpl
from datasette_newsactors.readers.reader import Reader


@hookimpl
def newsactors_readers() -> list[Reader]:
    """The readers; of two that know an input the first one reads it."""
    # Imported when a file is read, not when Datasette starts: the HTML parser alone takes half a second.
    from datasette_newsactors.readers import (
        exports,
        feed,
        html,
        json_records,
        mail,
        markdown,
        newsml,
        ninjs,
        pdf,
        rtf,
        sitemap,
        table,
        text,
        warc,
        word,
    )

    return [
        text.READER,
        markdown.READER,
        html.READER,
        table.CSV,
        table.TSV,
        json_records.JSON,
        json_records.JSON_LINES,
        word.READER,
        rtf.READER,
        pdf.READER,
        mail.EML,
        mail.MBOX,
        feed.FEED,
        feed.JSON_FEED_READER,
        newsml.READER,
        ninjs.READER,
        exports.FACTIVA,
        exports.NEXIS,
        warc.READER,
        sitemap.SITEMAP,
        sitemap.URLS,
    ]
