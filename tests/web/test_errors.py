"""Errors on pages for people: what is wrong and where to go on, and no traceback in the log for what others ask."""

import re

import pytest

from tests.web.conftest import Site

pytestmark = pytest.mark.asyncio
NEWS = "/news/-/"


@pytest.mark.parametrize(
    ("path", "status", "says", "leads_to"),
    [
        ("quotes?since=yesterday", 400, "since takes a date", "/news/-/quotes"),
        ("quotes?colour=blue", 400, "colour", "/news/-/quotes"),
        ("newsactors/audit?by=week", 400, "by takes one of", "/news/-/newsactors/audit"),
        ("actors/mara-lind?until=x", 400, "until takes a date", "/news/-/actors/mara-lind"),
        ("actors/mara-lynd", 404, "There is no actor mara-lynd", "/news/-/actors/mara-lind"),
        ("actors/mara-lind/about/harbor-bord", 404, "no actor harbor-bord", "/news/-/actors/harbour-board"),
        ("compare?actor=nobody-of-that-name", 404, "no actor nobody-of-that-name", "/news/-/actors"),
        ("articles/999", 404, "There is no article 999", "/news/-/quotes"),
        ("quotes/999", 404, "There is no quote 999", "/news/-/quotes"),
    ],
)
async def test_an_error_page_says_what_is_wrong_and_leads_on(site, capsys, path, status, says, leads_to):
    response = await site.get(NEWS + path)
    assert response.status_code == status
    main = response.text.partition("</nav>")[2]
    assert says in main
    assert f'href="{leads_to}"' in main
    assert (await site.get(leads_to)).status_code == 200
    logged = capsys.readouterr()
    assert "Traceback" not in logged.out + logged.err


async def test_what_was_asked_is_escaped(site):
    response = await site.get(NEWS + "quotes?since=<script>alert(1)</script>")
    assert response.status_code == 400
    assert "<script>alert" not in response.text


async def test_the_way_on_has_the_base_url(site_with):
    site = site_with(settings={"base_url": "/press/"})
    assert 'href="/press/news/-/quotes">Begin anew' in (await site.get(NEWS + "quotes?since=x")).text


async def test_no_name_is_told_to_those_who_may_not_see_actors(newsroom_path):
    metadata = {"databases": {"news": {"tables": {"actors": {"allow": {"id": "nobody"}}}}}}
    response = await Site(newsroom_path, metadata=metadata).get(NEWS + "actors/mara-lynd")
    assert response.status_code == 403
    assert "Mara" not in response.text


@pytest.mark.parametrize(
    ("query", "leads_to"),
    [
        ("speaker=Mara+Lind&type=direct", "/news/-/quotes?speaker=mara-lind&type=direct"),
        ("about=Harbour+Bord", "/news/-/quotes?about=harbour-board"),
        ("about=velden&about=dockers+the", "/news/-/quotes?about=velden&about=dockers"),
        ("about_any=Tess+Okorro", "/news/-/quotes?about_any=tess-okoro"),
    ],
)
async def test_who_types_a_name_where_an_address_belongs_is_led_to_the_search_that_is_meant(site, query, leads_to):
    page = await site.html(f"{NEWS}quotes?{query}")
    assert leads_to in [link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+)"', page)]
    assert "No quote fits" not in page


async def test_a_search_for_a_known_actor_without_quotes_says_that_there_are_none(site):
    page = await site.html(NEWS + "quotes?speaker=velden")
    assert "No quote fits" in page
    assert "not the last part" not in page


@pytest.mark.parametrize("path", ["quotes", "newsactors/audit", "newsactors/edges", "actors/mara-lind", "compare"])
async def test_forms_offer_the_publications(site, path):
    assert '<option value="Velden Post">' in await site.html(NEWS + path)
