"""The scores of this package on the gold set beside this file, as ``kg eval`` prints them for any such folder.

    python -m tests.quality.meaning             the table
    python -m tests.quality.meaning --wrong     and what was read wrongly, with the sentences

The sentences are in ``tests/quality/meaning/*.toml``; the README beside them says what their keys mean.
"""

from __future__ import annotations

import sys
from pathlib import Path

FOLDER = Path(__file__).with_suffix("")

if __name__ == "__main__":
    from kg.cli import main

    main(["eval", str(FOLDER), *sys.argv[1:]], prog_name="kg")
