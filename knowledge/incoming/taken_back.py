"""What was published and taken back is a draft again: it can be put right and published once more."""

from knowledge.incoming.published import Published, PublishedTask
from knowledge.reading.drafts.draft import Draft, DraftTask, Group, Particulars


def draft_of(published: Published) -> Draft:
    """With all that was corrected before it was published; what was doubtful then was decided by publishing it."""
    groups = tuple(dict.fromkeys(_group(task) for task in published.tasks if task.group or task.group_title))
    return Draft(
        document=Particulars(
            symbol=published.symbol, kind=published.kind, issued=published.issued, title=published.title
        ),
        groups=groups,
        tasks=tuple(_task(task, groups) for task in published.tasks),
        problems=(),
    )


def _group(task: PublishedTask) -> Group:
    return Group(number=task.group, title=task.group_title)


def _task(task: PublishedTask, groups: tuple[Group, ...]) -> DraftTask:
    group = _group(task)
    return DraftTask(
        number=task.number,
        title=task.title,
        group=groups.index(group) if group in groups else None,
        lead=task.lead,
        coordinate=task.coordinate,
        deadline=task.deadline,
        product=task.product,
        extra=task.extra,
    )
