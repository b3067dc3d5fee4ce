"""Files that are whole or not there: written beside their place and renamed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from click import UsageError

from kg.store.folder import change, locked


@contextmanager
def written_file(path: Path, *, force: bool) -> Iterator[Path]:
    """A place to write a file to, which becomes ``path`` once all is written, and vanishes if anything goes wrong.

    An existing file is left alone unless ``force`` says otherwise.
    """
    if path.exists() and not force:
        raise UsageError(f"{path} exists already; --force replaces it")
    with _beside(path) as folder:
        part = folder / path.name
        yield part
        part.replace(path)


@contextmanager
def written_folder(path: Path, *, force: bool) -> Iterator[Path]:
    """The same for the folder of a graph, which nobody else may change meanwhile.

    With ``force``, files of the same names are replaced and others stay.
    """
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path} is a file; choose a folder with --output")
    if path.exists() and any(not part.name.startswith(".") for part in path.iterdir()) and not force:
        raise UsageError(f"{path} is not empty; --force replaces the graph in it, kg add adds to it")
    with locked(path), change(path) as part:
        yield part


@contextmanager
def written_files(path: Path, *, force: bool) -> Iterator[Path]:
    """The same for a folder of files that is no graph."""
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path} is a file; choose a folder with --output")
    if path.exists() and any(path.iterdir()) and not force:
        raise UsageError(f"{path} is not empty; --force replaces files of the same names")
    with _beside(path) as folder:
        yield folder
        path.mkdir(exist_ok=True)
        for part in sorted(folder.iterdir()):
            part.replace(path / part.name)


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    path = path.absolute()
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
