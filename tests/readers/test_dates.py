"""Dates in the forms that articles give them."""

import pytest

from datasette_newsactors.readers.dates import iso_date


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2019-01-04", "2019-01-04"),
        (" 2019-01-04 ", "2019-01-04"),
        ("2019-01-04T10:30:00Z", "2019-01-04T10:30:00+00:00"),
        ("2019-01-04 10:30", "2019-01-04T10:30:00"),
        ("2019-01-04T00:30:00+02:00", "2019-01-04T00:30:00+02:00"),
        ("2019-01-04T00:00:00Z", "2019-01-04T00:00:00+00:00"),
        ("20190104", "2019-01-04"),
        ("20190104T103000Z", "2019-01-04T10:30:00+00:00"),
        ("2019", "2019"),
        ("2019-01", "2019-01"),
        ("Friday, January 4, 2019", "2019-01-04"),
        ("4 January 2019", "2019-01-04"),
        ("Jan. 4, 2019, 6:30 p.m.", "2019-01-04T18:30:00"),
        ("Fri, 04 Jan 2019 00:30:00 +0200", "2019-01-04T00:30:00+02:00"),
        ("Fri, 04 Jan 2019 10:00:00 GMT", "2019-01-04T10:00:00+00:00"),
        ("4 de enero de 2019", "2019-01-04"),
        ("03/04/2019", "2019-03-04"),  # month first, where both are possible
        ("13/01/2019", "2019-01-13"),
        ("1546597800", "2019-01-04T10:30:00+00:00"),
        ("1546597800000", "2019-01-04T10:30:00+00:00"),
    ],
)
def test_dates_become_iso_8601(written, date):
    assert iso_date(written) == date


@pytest.mark.parametrize(
    "written",
    [
        "",
        "n/a",
        "Monday",
        "yesterday",
        "14:30",
        "May",
        "4 January",
        "2019-02-30",
        "2019-13-01",
        "31 April 2019",
    ],
)
def test_no_date_is_completed_from_today_or_made_up(written):
    assert iso_date(written) is None
