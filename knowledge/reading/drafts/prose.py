"""Finds tasks that a document gives in its text and not in a table: they are not read, only pointed out."""

import re

from knowledge.reading.drafts.blocks import Content, Paragraph

FEWEST_WORDS = 8
_GIVEN = re.compile(
    r"^(?:[-+•*\d.)a-zđ]{0,4}\s*)?(?:giao\s+(?:bộ|sở|ban|các|ubnd|ủy ban|cục|vụ|văn phòng|công an|chủ tịch|đồng chí)"
    r"|(?:(?:các )?(?:bộ|sở|ban|cục|vụ|ubnd|ủy ban|văn phòng|công an)\s[^.:;]{2,80}:?\s+chủ trì,? phối hợp)"
    r"|chủ trì, phối hợp với)"
    r"|\bhoàn thành (?:trước|trong|chậm nhất)\b",
    re.IGNORECASE,
)


def tasks_in_prose(content: Content) -> list[Paragraph]:
    """The paragraphs that give somebody something to do."""
    return [
        paragraph
        for paragraph in content.paragraphs
        if _GIVEN.search(paragraph.text) and len(paragraph.text.split()) >= FEWEST_WORDS
    ]
