"""A URL of the newsroom for each of our routes: one that is missing here fails the tests that go through them all."""

from datasette_newsactors.web.routes import ROUTES

# What stands in place of the names in braces, by the path of the route.
KEYS = {
    "newsactors": {},
    "actors": {},
    "actors/{slug}": {"slug": "mara-lind"},
    "actors/{slug}/about/{other}": {"slug": "mara-lind", "other": "velden"},
    "compare": {},
    "articles/{id}": {"id": 1},
    "quotes": {},
    "quotes/{id}": {"id": 2},
    "newsactors/edges": {},
    "newsactors/audit": {},
    "newsactors/audit/sample": {},
    "newsactors/runs": {},
    "newsactors/corrections": {},
    "newsactors/corrections/{id}/undo": {"id": 1},
    "newsactors/review": {},
}


def path(route, format=""):
    """The path of the route, with the extension of a format."""
    return f"/news/-/{route.path.format(**KEYS[route.path])}" + (f".{format}" if format else "")


def paths(route):
    """Every path of the route: the page, if there is one, and each format."""
    return [path(route, format) for format in (*([""] if route.template else []), *route.formats)]


# The paths that can be read, with their routes.
READING = {path: route for route in ROUTES if route.page for path in paths(route)}
