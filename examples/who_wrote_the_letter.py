"""Two articles, two days, one question: who wrote the letter? One article denies what the other states."""

from pathlib import Path

from kg import build

HERE = Path(__file__).parent


def main() -> None:
    graph = build(HERE / "channel-talks.md", HERE / "whose-letter.md")
    dates = {document.id: document.source.date for document in graph.documents}
    for claim in sorted(graph.claims, key=lambda claim: dates[claim.document] or ""):
        if claim.predicate.label == "writes" and claim.object is not None:
            said = " › ".join(source.label for source in claim.sources) or "the article itself"
            print(f"{dates[claim.document]}  {claim.subject.label}: {claim.polarity}, according to {said}")
            print(f"            {claim.sentence}")


if __name__ == "__main__":
    main()
