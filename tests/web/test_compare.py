"""Two to four actors side by side."""

import pytest

PATH = "/news/-/compare"
BOTH = "?actor=mara-lind&actor=tess-okoro"


@pytest.mark.asyncio
async def test_what_is_counted_one_way_is_told_one_way(site):
    assert " once</span>" not in await site.html("/news/-/compare?actor=mara-lind&actor=jon-lind")


@pytest.mark.asyncio
async def test_the_same_months_and_scale_for_each(site):
    page = await site.json(f"{PATH}.json{BOTH}")
    first, second = page["actors"]
    assert (first["slug"], second["slug"]) == ("mara-lind", "tess-okoro")
    months = [row["month"] for row in first["timeline"]]
    assert months == [row["month"] for row in second["timeline"]]
    assert (months[0], months[-1]) == ("2024-01", "2024-12")
    html = await site.html(PATH + BOTH)
    assert html.count("at most 4.") == 2


@pytest.mark.asyncio
async def test_what_they_have_in_common(site):
    page = await site.json(f"{PATH}.json{BOTH}")
    assert [row["id"] for row in page["shared_articles"]] == [3]
    assert page["n_shared_articles"] == 1
    assert {"name": "Velden Post", "n_articles": [1, 4], "n_quotes": [2, 4]} in page["publications"]
    assert page["among"] == []  # she doubts, which is no speech


@pytest.mark.asyncio
async def test_who_of_them_speaks_about_whom_leads_to_the_quotes(site):
    [row] = (await site.json(f"{PATH}.json?actor=mara-lind&actor=jon-lind"))["among"]
    assert (row["speaker"], row["about"], row["count"]) == ("jon-lind", "mara-lind", 1)
    assert row["url"] == "/news/-/actors/jon-lind/about/mara-lind"


@pytest.mark.asyncio
async def test_period_and_publication_hold_for_all_of_it(site):
    page = await site.json(f"{PATH}.json{BOTH}&since=2024-06&publication=The+Undertow")
    assert [actor["n_articles"] for actor in page["actors"]] == [0, 4]
    assert [actor["n_quotes"] for actor in page["actors"]] == [0, 4]
    assert page["publications"] == [{"name": "The Undertow", "n_articles": [0, 4], "n_quotes": [0, 4]}]
    assert page["shared_articles"] == []


@pytest.mark.asyncio
async def test_a_name_leads_to_those_it_may_mean(site):
    page = await site.json(f"{PATH}.json?actor=mara-lind&with=jon+lindd&since=2024")
    assert page["choices"][0]["slug"] == "jon-lind"
    assert page["choices"][0]["url"] == "/news/-/compare?since=2024&actor=mara-lind&actor=jon-lind"
    assert "mara-lind" not in [row["slug"] for row in page["choices"]]


@pytest.mark.asyncio
async def test_one_actor_is_offered_company_and_nobody_a_form(site):
    page = await site.json(f"{PATH}.json?actor=mara-lind")
    assert page["choices"]
    assert page["shared_articles"] is None
    assert "Type the name of somebody" in await site.html(PATH)


@pytest.mark.asyncio
async def test_those_who_stand_in_the_same_articles_are_offered_for_comparison(site):
    page = await site.json("/news/-/actors/mara-lind.json?since=2024")
    url = page["mentioned_together"][0]["compare_url"]
    assert url.startswith("/news/-/compare?actor=mara-lind&actor=")
    assert url.endswith("&since=2024")
    assert (await site.get(url)).status_code == 200


@pytest.mark.asyncio
async def test_four_are_the_most(site):
    four = "&".join(f"actor={slug}" for slug in ("mara-lind", "jon-lind", "tess-okoro", "velden"))
    assert len((await site.json(f"{PATH}.json?{four}"))["actors"]) == 4
    response = await site.get(f"{PATH}.json?{four}&actor=dockers")
    assert response.status_code == 400
    assert "at most 4" in response.json()["error"]


@pytest.mark.asyncio
async def test_who_is_not_known_is_a_404(site):
    assert (await site.get(PATH + "?actor=nobody")).status_code == 404


@pytest.mark.asyncio
async def test_the_page_of_an_actor_leads_to_it_with_its_period(site):
    page = await site.html("/news/-/actors/mara-lind?since=2024")
    form = page[page.index('action="/news/-/compare"') :]
    form = form[: form.index("</form>")]
    assert '<input type="hidden" name="actor" value="mara-lind">' in form
    assert '<input type="hidden" name="since" value="2024">' in form
