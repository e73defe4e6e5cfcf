"""The same years twice: undisturbed, and with everything that goes wrong; and what the comparison says."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.obligations.book import Obligations
from tests.questions.asking import real_calendar, real_catalog
from tests.reliability.years import plan
from tests.reliability.years.agencies import choose
from tests.reliability.years.check import Verdict, judge
from tests.reliability.years.program import unspoilt
from tests.reliability.years.reckoned import otherwise
from tests.reliability.years.story import Story
from tests.reliability.years.walk import Say, live

FAULTS = 0.03
"""How likely a call of a platform goes wrong, beside the days on which all of them do."""
_IN_MEMORY = Path("/dev/shm")


@dataclass(frozen=True)
class Both:
    plan: plan.Plan
    agencies: int
    calm: Story
    story: Story
    verdict: Verdict


async def both(
    agencies: int,
    first: date,
    last: date,
    *,
    kills: int,
    seed: int,
    say: Say,
    spoil: Callable[[], None] = unspoilt,
) -> Both:
    """`spoil` breaks the program in the disturbed run, for whoever tests this test."""
    calendar, chosen = real_calendar(), choose(real_catalog(), agencies)
    disturbed = plan.disturbed(first, last, chosen, calendar, FAULTS, seed)
    with _folder() as folder:
        calm = await live(folder, plan.undisturbed(disturbed, calendar), chosen, calendar, say)
    disturbed = plan.with_kills(disturbed, kills, [arrival.at for arrival in calm.arrivals])
    with _folder() as folder:
        story = await live(folder, disturbed, chosen, calendar, say, deeds=calm.deeds, spoil=spoil)
    verdict = judge(disturbed, calendar, calm, story)
    verdict.violations += otherwise(Obligations(real_catalog(), calendar), disturbed, chosen, calm)
    return Both(disturbed, agencies, calm, story, verdict)


class _folder(tempfile.TemporaryDirectory[str]):  # noqa: N801
    """A data folder; in memory where the system has a place for that: what is killed is the program, not the power."""

    def __init__(self) -> None:
        super().__init__(prefix="ttdn-", dir=_IN_MEMORY if _IN_MEMORY.is_dir() else None)

    def __enter__(self) -> Path:  # type: ignore[override]
        return Path(super().__enter__())
