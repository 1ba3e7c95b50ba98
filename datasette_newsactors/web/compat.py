"""What differs between Datasette 0.65 and 1.0, found by looking for the feature and never at the version."""

from __future__ import annotations

from typing import Any

from datasette import Forbidden

try:
    from datasette.permissions import Action
    from datasette.resources import DatabaseResource, TableResource
except ImportError:  # Datasette 0.65
    TableResource = None

Actor = dict[str, Any] | None


async def table_visibility(datasette: Any, actor: Actor, database: str, table: str) -> tuple[bool, bool]:
    """(may the signed-in user see the table, is it hidden from the public)."""
    if TableResource is not None:
        resource = TableResource(database=database, table=table)
        visible, private = await datasette.check_visibility(actor, action="view-table", resource=resource)
        return bool(visible), bool(private)
    permissions = [("view-table", (database, table)), ("view-database", database), "view-instance"]
    if actor is None:  # who is the public: 0.65 would ask twice, and each time the database
        return await _public(datasette, permissions), False
    visible, private = await datasette.check_visibility(actor, permissions=permissions)
    return bool(visible), bool(private)


async def _public(datasette: Any, permissions: list[Any]) -> bool:
    """Whether everybody may see what these permissions are for (Datasette 0.65)."""
    try:
        await datasette.ensure_permissions(None, permissions)
    except Forbidden:
        return False
    return True


async def database_visibility(datasette: Any, actor: Actor, database: str) -> tuple[bool, bool]:
    """(may the signed-in user see the database, is it hidden from the public)."""
    if TableResource is not None:
        resource = DatabaseResource(database=database)
        visible, private = await datasette.check_visibility(actor, action="view-database", resource=resource)
    else:
        permissions = [("view-database", database), "view-instance"]
        visible, private = await datasette.check_visibility(actor, permissions=permissions)
    return bool(visible), bool(private)


async def allowed(datasette: Any, actor: Actor, action: str, database: str) -> bool:
    """Whether the signed-in user may do this to the database, which nobody may by default."""
    if TableResource is not None:
        return bool(await datasette.allowed(action=action, resource=DatabaseResource(database=database), actor=actor))
    return bool(await datasette.permission_allowed(actor, action, resource=database, default=False))


def database_action(name: str, description: str) -> list[Any]:
    """Something to do to a database, for the hook by which 1.0 learns of it."""
    return [Action(name=name, description=description, resource_class=DatabaseResource)]


def jump_sql(sql: str, params: dict[str, Any], database: str) -> Any:
    """A question that 1.0 puts to a database for the places to jump to."""
    from datasette.jump import JumpSQL

    return JumpSQL(sql=sql, params=params, database=database)


def database_color(db: Any) -> str:
    """The database's colour in hexadecimal, which 0.65 does not tell apart."""
    return str(getattr(db, "color", "ff0000"))
