"""Facts, names and answers, built by hand for the tests of what a person sees."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

from timeline.dates import parse
from timeline.facts.fact import Citation, DocumentRef, EntityRef, Fact, Standing
from timeline.facts.records import EntityDescribed
from timeline.show.names import Names
from timeline.show.screen import console
from timeline.testing import given
from timeline.views.chronicle import Told
from timeline.views.evidence import Source
from timeline.views.question import Question, Span

if TYPE_CHECKING:
    from rich.console import RenderableType

    from timeline.dates import Certainty, When
    from timeline.facts.records import EntityKind

QUESTION = Question(on=date(2025, 9, 1))


def entity(
    name: str,
    display: str,
    kind: EntityKind = "company",
    owner: str | None = None,
    segments: tuple[str, ...] = (),
) -> EntityDescribed:
    """Return an entity with a display name."""
    return EntityDescribed(
        id=f"entity:{name}", entity=ref(name), kind=kind, name=display, segments=segments,
        owner=None if owner is None else ref(owner),
    )  # fmt: skip


def ref(name: str) -> EntityRef:
    """Return a reference to an entity."""
    return EntityRef(name)


ENTITIES = (
    entity("ant", "Ant Group"),
    entity("yunya", "Shanghai Yunya"),
    entity("yunhe", "Yunhe Zhiwang", segments=("network",)),
    entity("xinyuan", "Xinyuan Semiconductor", segments=("memory",)),
    entity("alibaba", "Alibaba"),
    entity("baidu", "Baidu"),
    entity("t-head", "T-Head"),
    entity("c-sky", "C-SKY"),
    entity("tesla", "Tesla"),
    entity("musk", "Elon Musk", "person"),
    entity("usa", "United States", "state"),
    entity("hanguang", "Hanguang 800", "programme", "t-head"),
    entity("own-chip", "Alibaba's own chip", "programme", "alibaba"),
    entity("ai5", "AI5", "programme"),
    entity("yunhe-zh", "云合智网"),
)
NAMES = Names({each.entity: each for each in ENTITIES})


def when(text: str | None) -> When | None:
    """Return a date as it would be typed."""
    return None if text is None else parse(text)


def told(
    fact: Fact,
    *documents: str,
    verified: bool = True,
    standing: Standing = "reported",
    certainty: Certainty = "definite",
    superseded_by: str | None = None,
) -> Told:
    """Return a fact as the chronicle tells it; with no day of its own, by 15 September 2025."""
    day = fact.occurred or parse("[..2025-09-15]")
    public = Span(date(2025, 9, 15), date(2025, 9, 15))
    return Told(
        id=fact.id, fact=fact, recorded=given(fact).log[0], when=day, span=Span.of(day),
        public=public, standing=standing, certainty=certainty, superseded_by=superseded_by,
        sources=tuple(
            Source(Citation(document=DocumentRef(each)), public, verified, standing)
            for each in documents
        ),
    )  # fmt: skip


def drawn(renderable: RenderableType, width: int = 100) -> str:
    """Return what a pipe of this width would get."""
    out = io.StringIO()
    console(width=width, color=False, file=out).print(renderable)
    return out.getvalue()
