"""Graphs on servers: addresses as arguments, and who asks."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kg.store.remote import Remote

SERVER = ("http://", "https://")


class GraphOrServer(click.Path):
    """The path of a graph that is there, or the address of a server, which stays a string."""

    def __init__(self) -> None:
        super().__init__(exists=True, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path or the address that is meant."""
        if isinstance(value, str) and value.startswith(SERVER):
            return value
        return super().convert(value, param, ctx)


USER = click.option("--user", metavar="NAME", help="Who asks a server; the password is KG_PASSWORD, or asked for.")


def remote(url: str, user: str | None, data: str | None = None) -> Remote:
    """The store on a server; passwords and tokens are in the environment, where no list of processes shows them."""
    from kg.store.remote import Remote

    password = os.environ.get("KG_PASSWORD")
    if user and password is None:
        password = click.prompt(f"Password of {user}", hide_input=True, err=True)
    return Remote(url, data=data, user=user, password=password, token=os.environ.get("KG_TOKEN"))
