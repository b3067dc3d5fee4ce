"""Requests made up from the service's own OpenAPI description: none of them is answered in a way that it does not tell.

A few, and the same ones each time. What is said to be text is rarely SPARQL or RDF, so much of it is rightly refused;
and parameters that nobody knows are passed over, so some is rightly taken.
"""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import CHECKS
from schemathesis.generation import GenerationMode

from tests.serve.conftest import TOKEN, Server

SAME = settings(
    max_examples=15,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
EITHER = ["positive_data_acceptance", "negative_data_rejection"]

READ = [
    *(
        (method, path, mode)
        for method, path in (("get", "/sparql"), ("post", "/sparql"), ("get", "/graphs"))
        for mode in GenerationMode
    ),
    ("get", "/.well-known/void", GenerationMode.POSITIVE),
    ("get", "/openapi.json", GenerationMode.POSITIVE),
]


WRITTEN = [("post", "/sparql"), ("put", "/graphs"), ("post", "/graphs"), ("delete", "/graphs")]


def fuzz(server: Server, method: str, path: str, mode: GenerationMode, headers: dict[str, str]) -> None:
    schema = schemathesis.openapi.from_url(f"{server.address}openapi.json")

    @SAME
    @given(case=schema[path][method].as_strategy(generation_mode=mode))
    def answered(case):
        case.call_and_validate(headers=headers, excluded_checks=[CHECKS.get_one(name) for name in EITHER])

    answered()
    assert server.query("ASK {}").status == 200


@pytest.mark.parametrize(("method", "path", "mode"), READ)
def test_what_is_made_up_is_answered_as_described(readable, method, path, mode):
    fuzz(readable, method, path, mode, {})


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize(("method", "path"), WRITTEN)
def test_what_writers_make_up_is_answered_as_described(shared_writable, method, path, mode):
    fuzz(shared_writable, method, path, mode, {"Authorization": f"Bearer {TOKEN}"})
