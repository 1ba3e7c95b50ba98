"""Word, RTF and PDF."""

import io

import pytest

from datasette_newsactors.models import Article, Failure
from datasette_newsactors.readers import confined, reader
from tests.readers.samples import pdf, pdf_file, rtf


def test_the_cells_of_a_table_are_paragraphs_and_one_that_spans_several_is_read_once(read_file):
    import docx

    document = docx.Document()
    document.add_paragraph("Before.")
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Wide."
    table.cell(1, 0).text, table.cell(1, 1).text = "Left.", "Right."
    document.add_paragraph("After.")
    data = io.BytesIO()
    document.save(data)

    [article] = read_file("a.docx", data.getvalue())

    assert article.text == "Before.\n\nWide.\n\nLeft.\n\nRight.\n\nAfter."


def test_words_in_links_and_tracked_changes_are_those_that_word_shows(read_file):
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    paragraph = document.add_paragraph("“The ")
    for element in (
        "<w:hyperlink {}><w:r><w:t>dam</w:t></w:r></w:hyperlink>",
        '<w:ins {} w:id="1"><w:r><w:t xml:space="preserve"> will</w:t></w:r></w:ins>',
        '<w:del {} w:id="2"><w:r><w:delText> may</w:delText></w:r></w:del>',
        '<w:moveFrom {} w:id="3"><w:r><w:t> there</w:t></w:r></w:moveFrom>',
        '<w:r {}><w:t xml:space="preserve"> hold,”</w:t><w:br/><w:t>she said.</w:t></w:r>',
    ):
        paragraph._p.append(parse_xml(element.format(nsdecls("w"))))
    data = io.BytesIO()
    document.save(data)

    [article] = read_file("a.docx", data.getvalue())

    assert article.text == "“The dam will hold,”\nshe said."


def test_a_headline_is_the_title(read_file):
    for name, content in {"a.rtf": rtf(["Boats", "They left."]), "a.pdf": pdf(["Boats", "They left."])}.items():
        [article] = read_file(name, content)

        assert (article.title, article.text) == ("Boats", "Boats\n\nThey left.")


def test_rtf_in_another_code_page_and_with_line_breaks(read_file):
    content = rb"{\rtf1\ansi\ansicpg1251 {\b \'cc\'fd\'f0} \'f1\'ea\'e0\'e7\'e0\'eb.\line \u8220?No.\u8221?\par}"

    [article] = read_file("a.rtf", content)

    assert article.text == "Мэр сказал.\n\n“No.”"


def test_the_addresses_of_links_in_rtf_are_no_words_of_the_text(read_file):
    link = r'{\field{\*\fldinst{HYPERLINK "https://elmpost.example/a"}}{\fldrslt{Ana Ruiz}}}'

    [article] = read_file("a.rtf", rf"{{\rtf1\ansi “No,” said {link}, the mayor.\par}}".encode("cp1252"))

    assert article.text == "“No,” said Ana Ruiz, the mayor."


def test_words_divided_at_the_end_of_a_pdfs_line_are_made_whole(read_file):
    [article] = read_file("a.pdf", pdf(["The mayor said the har-  " + " " * 80 + "bour was closed."]))

    assert article.text == "The mayor said the harbour was closed."


def test_a_pdf_without_text_says_so(read_file):
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"

    [failure] = read_file("a.pdf", pdf_file(b"<< /Type /Catalog /Pages 2 0 R >>", pages, page))

    assert failure.error.startswith("is a PDF without text")


def test_a_pdf_that_takes_too_long_is_given_up_and_the_next_one_is_read(read_file, monkeypatch):
    endless = pdf(["One."]).replace(b"BT ", b"q Q " * 2_000_000 + b"BT ", 1)

    with monkeypatch.context() as short:
        short.setattr(confined, "SECONDS", 3)
        [failure] = read_file("a.pdf", endless)
    [article] = read_file("b.pdf", pdf(["One."]))

    assert failure.error == "took more than 3 seconds to read, or ended the process that read it"
    assert article.text == "One."


def test_a_pdf_that_takes_too_much_memory_is_given_up(monkeypatch):
    def greedy(content):
        raise MemoryError

    assert confined._answer(greedy, b"") == (None, "takes too much memory to read")


@pytest.mark.parametrize("name", ["a.docx", "a.rtf", "a.pdf"])
def test_an_empty_document_says_so(read_file, name):
    content = {"a.docx": _empty_docx, "a.rtf": lambda: rtf([""]), "a.pdf": lambda: b"%PDF-1.4\n"}[name]()

    [failure] = read_file(name, content)

    assert isinstance(failure, Failure)
    assert failure.error in ("is empty", "is a PDF without text") or failure.error.startswith("could not be read")


def _empty_docx():
    import docx

    data = io.BytesIO()
    docx.Document().save(data)
    return data.getvalue()


@pytest.mark.parametrize("content", [b"{\\rtf1 One.}", pdf(["One."])])
def test_a_missing_library_is_named_with_the_command_that_gets_it(read_file, monkeypatch, content):
    def missing(module):
        raise ImportError(module)

    monkeypatch.setattr(reader, "import_module", missing)

    [failure] = read_file("a", content)

    assert failure.error == (
        "needs a library that is not installed; get it with: pip install 'datasette-newsactors[documents]'"
    )


def test_a_plain_text_beside_is_read_without_any_of_them(read_file, monkeypatch):
    monkeypatch.setattr(reader, "import_module", None)

    assert read_file("a.txt", "One.") == [Article(text="One.", path="a.txt")]
