"""What some work costs."""

import time
from collections.abc import Callable
from typing import Any


def seconds(work: Callable[[], Any]) -> float:
    """CPU seconds of this process that some work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start
