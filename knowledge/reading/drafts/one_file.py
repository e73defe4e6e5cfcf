"""One file from its bytes to a draft, in this process: what the child does."""

from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.drafts.aligned import read_aligned
from knowledge.reading.drafts.blocks import Content
from knowledge.reading.drafts.draft import Draft
from knowledge.reading.drafts.flat_text import read_flat
from knowledge.reading.drafts.labelled import read_labelled
from knowledge.reading.drafts.old_letters import modernised
from knowledge.reading.drafts.opening import Kind, kind_of_file
from knowledge.reading.drafts.reading import read_content
from knowledge.reading.drafts.unreadable import Unreadable, Why


def read_file(content: bytes, name: str, directory: AgencyDirectory) -> Draft:
    """The draft of the annex in this file. Raises Unreadable."""
    kind = kind_of_file(content, name)
    try:
        blocks = modernised(_blocks(content, kind))
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # a library may raise anything over a file that is broken
        raise Unreadable(Why.DAMAGED) from error
    try:
        return read_content(blocks, directory)
    except Unreadable:
        guessed = read_aligned(blocks) or read_labelled(blocks) or read_flat(blocks, directory)
        if guessed is None:
            raise
        return read_content(guessed, directory)


def _blocks(content: bytes, kind: Kind) -> Content:
    """Only the library that the format needs is loaded."""
    match kind:
        case "docx":
            from knowledge.reading.drafts.docx_blocks import read_docx

            return read_docx(content)
        case "xlsx":
            from knowledge.reading.drafts.xlsx_blocks import read_xlsx

            return read_xlsx(content)
        case "pdf":
            from knowledge.reading.drafts.pdf_blocks import read_pdf

            return read_pdf(content)
        case "csv":
            from knowledge.reading.drafts.text_blocks import read_csv

            return read_csv(content)
        case "txt":
            from knowledge.reading.drafts.text_blocks import read_txt

            return read_txt(content)
