"""What the documents say, as immutable values. Text fields hold the document's own words; nothing here is interpreted.

Dates are calendar dates in Viet Nam. Agencies are referred to by their id in the agency directory.
"""

from dataclasses import dataclass
from datetime import date


class SourceError(Exception):
    """A source or data file cannot be read as what it is said to be. Names the file, line (from 1) and reason."""

    def __init__(self, file: str, line: int | None, reason: str) -> None:
        place = f"{file}:{line}" if line else file
        super().__init__(f"{place}: {reason}")
        self.file, self.line, self.reason = file, line, reason


@dataclass(frozen=True, slots=True)
class Amendment:
    """What officials have set in place of a field of a record; the record keeps its document's words.

    `was` is what the document says, `now` what holds in its place, as such values are kept. `basis`: the document that
    allows it; `reason`: why, as typed; `since`: the day on which it was set. `agency`: for whose part alone it holds
    (id), "" for all.
    """

    field: str
    was: str
    now: str
    basis: str
    reason: str
    since: date
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Succession:
    """Since `since`, `successor` carries on the work of the agency that holds this record, on the `basis` of an act.

    `main` is true for the agency that takes over tasks unless said otherwise. `part` says what was taken over,
    `part_en` the same in English; both are empty where it was all of it. `confidence` is high, medium or low. `tasks`
    (ids) are those that it takes over, where it is these alone.
    """

    successor: str
    since: date
    basis: str
    confidence: str
    main: bool = True
    part: str = ""
    part_en: str = ""
    tasks: tuple[str, ...] = ()

    def takes(self, task: str) -> bool:
        """Whether this task (id) can be one of those that it takes over."""
        return not self.tasks or task in self.tasks


@dataclass(frozen=True, slots=True)
class Agency:
    """A body that can be named in a document, a province, or a collective ("các bộ, ngành, địa phương").

    `kind` is one of ministry, ministerial, government, media, party, province, province-class, group.
    `aliases` are how people type it; those also in `ambiguous` are never evidence by themselves.
    `status` is active, dissolved or unknown on the day that `checked` of the directory names. `amendments`: what
    officials have set, with what the documents say.
    """

    id: str
    name: str
    name_en: str
    kind: str
    aliases: tuple[str, ...] = ()
    aliases_en: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    status: str = "active"
    successions: tuple[Succession, ...] = ()
    former_names: tuple[str, ...] = ()
    note: str = ""
    amendments: tuple[Amendment, ...] = ()

    def successor_in(self, task: str = "") -> Succession | None:
        """Who carries on its work: with this task (id) where somebody takes over that, or else the main one."""
        given = next((each for each in self.successions if task and task in each.tasks), None)
        return given or next((each for each in self.successions if each.main), None)


@dataclass(frozen=True, slots=True)
class AgencyColumn:
    """One agency cell of an annex: single named agencies (ids, in order) and collectives (as written, in order).

    `unknown` are single bodies that the directory does not have, as written: nobody can be asked about by them.
    """

    named: tuple[str, ...] = ()
    collectives: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """When a task runs: `text` as written ("Hằng năm" for both spellings), years inclusive.

    A year is None where none follows from the text. `due` is the strict last day where the text names a day, a month or
    a quarter ("trước ngày 15/12/2025" is due on the 14th); None where it names years alone, or nothing of the kind.
    """

    text: str
    first_year: int | None
    last_year: int | None
    recurring: bool
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One row of an annex: `document` is the document's id, `number` as printed.

    `internal`: its words are not for everybody. `product` is what comes of it, as written, "" where that is not said.
    `amendments`: what officials have set beside the document's words.
    """

    document: str
    number: str
    title: str
    group: str
    group_title: str
    lead: AgencyColumn
    coordinate: AgencyColumn
    period: Period
    internal: bool = False
    product: str = ""
    amendments: tuple[Amendment, ...] = ()

    @property
    def id(self) -> str:
        """Document and number, unique among all tasks: "47/NQ-CP 2.5"."""
        return f"{self.document} {self.number}"

    @property
    def withheld(self) -> bool:
        """Whether this is what is left of an internal task for who may not read it: number and period."""
        return self.internal and not self.title


@dataclass(frozen=True, slots=True)
class Provision:
    """A clause of a document's body with its own words.

    `path` is how a lawyer cites it ("Mục III.1.c", "Điều 2", "khoản 2.b", "chú thích 1"); `heading` is the heading it
    stands under (empty at the top); `addressees` are the agencies whose duties it sets, by heading or first words (ids;
    may be empty); `lines` are the first and last line in the source file, from 1.
    """

    document: str
    path: str
    heading: str
    text: str
    addressees: tuple[str, ...] = ()
    lines: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Document:
    """A document and its particulars.

    `id` names it in task ids: its symbol where it has one. `short_name` is how an official refers to it ("Nghị quyết
    47/NQ-CP"), `names` are other ways. `outside` names the fields whose value does not come from the document's text,
    `outside_source` says where they come from. `first_year`, `last_year`: its own period; `over` says it has ended.
    `effective` is the rule on entry into force as written, `in_force_since` the day that follows from it.
    `internal`: nothing of it is for everybody but its symbol and its days. `replaced_by` is the symbol of the document
    that takes its place, `version` which of those that officials have published it is, 0 for one of the data files.
    `ended` is since when officials have marked it as over or replaced, `ended_by` the document by which.
    """

    id: str
    symbol: str
    kind: str
    short_name: str
    short_name_en: str
    title: str
    issuer: str
    issued: date | None
    place: str
    signer: str
    signer_position: str
    first_year: int | None
    last_year: int | None
    over: bool
    effective: str
    in_force_since: date | None
    implements: tuple[str, ...]
    based_on: tuple[str, ...]
    recipients: tuple[str, ...]
    annex_title: str
    names: tuple[str, ...] = ()
    outside: frozenset[str] = frozenset()
    outside_source: str = ""
    note: str = ""
    internal: bool = False
    replaced_by: str = ""
    ended: date | None = None
    ended_by: str = ""
    version: int = 0

    @property
    def withheld(self) -> bool:
        """Whether this is what is left of an internal document for who may not read it."""
        return self.internal and not self.title


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty to report (or to finish something by a day), reviewed by a person and checked against its text.

    `document` is the id of a document in the catalog or empty where the text is not held here; `citation` names
    document and clause in full. `quote` is the exact wording in the source.

    `who`, `to` and `when` are as written; `who_agencies`, `to_agencies` are the ids of the agencies or collectives
    meant. `exclusive` says the text reads "trước ngày", so that the strict last day is the day before the named one.

    `recurrence` says how often, and which field holds the day that is named: once (`day`); yearly, half-yearly,
    quarterly (`month_days`, one, two or four like "11-30", in the order of the periods that they are for); monthly
    (`month_day`, 31 for the last day); weekly (`weekday`, 1 for Monday); event (`event_days` after what `event` names,
    less than 0 before it, 0 where the text has no number); periodic (a rhythm without a day).

    `closing_day`: the reporting period ends on this day of its last month, 0 where the text does not say (14: "tính từ
    ngày 15 tháng 12 năm trước đến ngày 14 tháng 12", Nghị định 09/2019/NĐ-CP). `state` is live, historical (of a
    programme that is over) or past (one-off, its day has passed). `internal`: its words are not for everybody.
    `amendments`: what officials have set beside the words of the text, which `when`, `who`, `to` and `quote` keep.
    """

    id: str
    title: str
    title_en: str
    document: str
    citation: str
    clause: str
    who: str
    who_agencies: tuple[str, ...]
    to: str
    to_agencies: tuple[str, ...]
    when: str
    recurrence: str
    day: date | None
    exclusive: bool
    form: str
    state: str
    source: str
    confidence: str
    quote: str = ""
    note: str = ""
    month_days: tuple[str, ...] = ()
    month_day: int = 0
    weekday: int = 0
    event: str = ""
    event_days: int = 0
    closing_day: int = 0
    internal: bool = False
    amendments: tuple[Amendment, ...] = ()

    @property
    def withheld(self) -> bool:
        """Whether this is what is left of an internal duty for who may not read it: where it stands and its day."""
        return self.internal and not self.title


@dataclass(frozen=True, slots=True)
class Correction:
    """A slip of the scan put right: in `document`, at `place`, `was` is read as `now`, because `why`."""

    document: str
    place: str
    was: str
    now: str
    why: str


@dataclass(frozen=True, slots=True)
class Related:
    """Something known from elsewhere about what a task or document speaks of. Information, never a status.

    `about` is a task id, or a citation such as "Nghị định 72/2015/NĐ-CP".
    """

    about: str
    since: date
    text: str
    text_en: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Curated:
    """An answer that an official has given to `questions`: in Vietnamese and English, "" where not in that language.

    `source` as it was cited, `document` (id) where it is one that is held, else "". `since` the day on which it was
    given. `of`: what of the document the source names, a clause ("Mục III.1.c") or tasks (ids); () where it names none.
    """

    questions: tuple[str, ...]
    text: str
    text_en: str
    source: str
    document: str
    since: date
    of: tuple[str, ...] = ()
