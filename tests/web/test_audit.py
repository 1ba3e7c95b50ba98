"""The source audit and its sample: every number leads to as many quotes."""

import csv
import html
import io
import re

import pytest

AUDIT = "/news/-/newsactors/audit"
SAMPLE = AUDIT + "/sample"


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "query", ["", "?by=month", "?since=2024-02&until=2024-06&by=month", "?publication=Velden+Post"]
)
async def test_every_number_leads_to_as_many_quotes(site, query):
    page = await site.json(f"{AUDIT}.json{query}")
    numbers = {
        url: row[name]
        for row in (page["total"], *page["rows"], *page["most_quoted"], *page["roles"])
        for name, url in row["urls"].items()
        if not name.startswith("people")
    }
    assert len(numbers) > 20
    for url, number in numbers.items():
        path, _, asked = url.partition("?")
        assert (await site.json(f"{path}.json?{asked}&_size=1"))["count"] == number, url


@pytest.mark.asyncio
async def test_a_cell_leads_to_the_audit_of_it_alone(site):
    page = await site.json(AUDIT + ".json?since=2024-02")
    for row in page["rows"]:
        if row["url"]:
            assert (await site.json(row["url"].replace("/audit", "/audit.json")))["total"]["quotes"] == row["quotes"]
    assert "since=2024-02&until=2024" in page["rows"][0]["url"]


@pytest.mark.asyncio
async def test_what_has_no_date_or_publication_can_be_found_as_well(site):
    [row] = [row for row in (await site.json(AUDIT + ".json"))["rows"] if row["period"] is None]
    assert (row["publication"], row["url"]) == (None, None)
    assert row["urls"]["quotes"] == "/news/-/quotes?lacking=publication&lacking=date"
    page = await site.html(row["urls"]["quotes"])
    assert "Only from articles without publication and without date" in page
    assert page.count('<input type="hidden" name="lacking"') == 2
    assert "Ferries sail," in page


@pytest.mark.asyncio
async def test_the_share_of_women_leads_to_what_they_say(site):
    links = re.findall(
        r'href="([^"]+)">(\d+)&nbsp;%</a> <span class="na-quiet na-nowrap">of (\d+)<', await site.html(AUDIT)
    )
    assert links
    for link, share, known in links:
        path, _, asked = html.unescape(link).partition("?")
        women = (await site.json(f"{path}.json?{asked}&_size=1"))["count"]
        assert "gender=female" in asked
        assert round(100 * women / int(known)) == int(share)


@pytest.mark.asyncio
async def test_coverage_is_told_both_ways(site):
    page = await site.json(AUDIT + ".json")
    assert page["coverage"]["all"] == {"attributed": 0.9474, "named": 0.8421, "gender_known": 0.1875, "ten": 1.0}
    assert page["coverage"]["_once"]["named"] == round(15 / 18, 4)
    shown = await site.html(AUDIT)
    assert "18</a> once" in re.sub(r"\s+", " ", shown)
    assert "First names are no evidence" in shown
    assert (
        "95&nbsp;% (94&nbsp;% once) of the quotes are attributed, 84&nbsp;% (83&nbsp;% once) to somebody named" in shown
    )


@pytest.mark.asyncio
async def test_csv_has_every_cell_both_ways(site):
    rows = list(csv.DictReader(io.StringIO((await site.get(AUDIT + ".csv?by=month")).text)))
    assert sum(int(row["quotes"]) for row in rows) == 19
    assert sum(int(row["quotes_once"]) for row in rows) == 18


@pytest.mark.asyncio
@pytest.mark.parametrize("size", [1, 3])
async def test_pages_hold_every_cell_once(site, paged, size):
    rows = await paged(site, f"{AUDIT}.json?by=month&_size={size}")
    assert len({(row["publication"], row["period"]) for row in rows}) == len(rows)
    assert sum(row["quotes"] for row in rows) == 19


@pytest.mark.asyncio
async def test_where_there_is_nothing_it_says_so(site):
    assert "No quote is in this period" in await site.html(AUDIT + "?since=2030")
    page = await site.json(AUDIT + ".json?since=2030")
    assert (page["rows"], page["total"]["quotes"], page["coverage"]["all"]["named"]) == ([], 0, None)
    assert "nothing to draw" in await site.html(SAMPLE + "?since=2030")


@pytest.mark.asyncio
async def test_a_sample_is_judged_quote_by_quote(site):
    first = await site.html(SAMPLE + "?sample=7&size=3&publication=Velden+Post")
    assert "1 of 3" in first
    assert '<input type="hidden" name="n" value="2">' in first
    assert '<input type="hidden" name="publication" value="Velden Post">' in first
    assert 'name="marks" value="s"' in first
    second = await site.html(SAMPLE + "?sample=7&size=3&publication=Velden+Post&n=2&marks=s")
    assert 'name="marks" value="sr"' in second
    done = await site.json(SAMPLE + ".json?sample=7&size=3&publication=Velden+Post&marks=sru")
    assert [row["verdict"] for row in done["rows"]] == ["wrong speaker", "right", "unclear"]
    assert (done["result"]["judged"], done["result"]["right"]) == (3, 0.5)


@pytest.mark.asyncio
async def test_the_sample_is_a_part_of_the_audit(site):
    current = re.findall(r'<a href="([^"]+)" aria-current="(\w+)"', await site.html(SAMPLE))
    assert current == [(AUDIT, "true")]
    assert re.findall(r'<a href="([^"]+)" aria-current="(\w+)"', await site.html(AUDIT)) == [(AUDIT, "page")]


@pytest.mark.asyncio
async def test_a_sample_that_is_judged_can_be_kept_and_be_gone_on_with(site):
    path = SAMPLE + "?sample=7&size=4&n=4&marks="
    assert "All are judged" not in await site.html(path + "rrr")
    page = await site.html(path + "rsrr")
    assert "All are judged" in page
    kept = html.unescape(re.search(r'href="([^"]+)">your verdicts as a table', page)[1])
    verdicts = [row["verdict"] for row in csv.DictReader(io.StringIO((await site.get(kept)).text))]
    assert verdicts == ["right", "wrong speaker", "right", "right"]
    more = html.unescape(re.search(r'href="([^"]+)">go on with twice as many', page)[1])
    assert "5 of 8" in await site.html(more)
    few, many = [(await site.json(f"{SAMPLE}.json?sample=7&size={size}"))["rows"] for size in (4, 8)]
    assert [row["id"] for row in many[:4]] == [row["id"] for row in few]
    assert "twice as many" not in await site.html(SAMPLE + "?size=200&marks=" + "r" * 19)


@pytest.mark.asyncio
async def test_the_quote_stands_in_its_text_with_its_marks(site):
    sampled = await site.json(SAMPLE + ".json?size=200&cue_class=any")
    assert len(sampled["rows"]) == 20
    for row in sampled["rows"]:
        page = await site.html(f"{SAMPLE}?size=200&cue_class=any&n={row['n']}")
        context = page[page.index('class="na-text na-context"') :].partition("</article>")[0]
        marked = re.findall(r'<span class="na-quote[^>]*>(.*?)(?=</span>|<span|<a )', context, re.DOTALL)
        words = re.sub(r"<[^>]+>", "", marked[0]).replace("&lt;", "<").replace("&gt;", ">").split()
        assert words == row["content"].split()[: len(words)]


@pytest.mark.asyncio
async def test_the_download_has_columns_to_fill_and_what_was_filled(site):
    rows = list(csv.DictReader(io.StringIO((await site.get(SAMPLE + ".csv?size=3&marks=r")).text)))
    assert [row["verdict"] for row in rows] == ["right", "", ""]
    assert list(rows[0])[:3] == ["n", "verdict", "note"]
    assert rows[0]["url"].startswith("/news/-/articles/")


@pytest.mark.asyncio
async def test_a_page_that_ends_early_says_why_and_leads_on(site, monkeypatch):
    whole = await site.json(AUDIT + ".json")
    assert not whole["ends_early"]
    monkeypatch.setattr("datasette_newsactors.query.audit.BUDGET", 1)
    first = await site.json(AUDIT + ".json")
    page = await site.html(AUDIT)

    assert first["ends_early"]
    assert len(first["rows"]) < len(whole["rows"])
    assert "would take long. The next page goes on with the rest." in page
    assert 'rel="next">Next page</a>' in page
