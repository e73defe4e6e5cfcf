"""Each kind of change that alters what is known is a layer over the documents: a pure function, applied in order."""

from collections.abc import Mapping
from types import MappingProxyType

from knowledge.amending.agencies import AGENCY, lay_agencies
from knowledge.amending.aliases import ALIAS, lay_aliases
from knowledge.amending.calendar import DAY, HOURS, lay_days, lay_hours
from knowledge.amending.collectives import COLLECTIVE, lay_members
from knowledge.amending.curated import CURATED, lay_curated
from knowledge.amending.documents import with_documents, with_states
from knowledge.amending.due import lay_due
from knowledge.amending.duties import DUTY, lay_duties
from knowledge.amending.ground import Ground, Layer
from knowledge.amending.rhythms import RHYTHM, lay_rhythms
from knowledge.amending.secrecy import SECRECY, lay_secrecy
from knowledge.amending.successions import SUCCESSION, lay_successions
from knowledge.amending.synonyms import SYNONYM, lay_synonyms
from knowledge.amending.tasks import TASK, lay_tasks
from knowledge.incoming.published import DOCUMENT, DOCUMENT_STATE
from knowledge.last_days import DUE
from knowledge.memory import Transaction, overlay

__all__ = ["LAYERS", "Ground", "Layer", "amended"]

LAYERS: Mapping[str, Layer] = MappingProxyType({
    AGENCY: lay_agencies,
    ALIAS: lay_aliases,
    DOCUMENT: with_documents,
    DOCUMENT_STATE: with_states,
    SYNONYM: lay_synonyms,
    CURATED: lay_curated,
    COLLECTIVE: lay_members,
    TASK: lay_tasks,
    DUE: lay_due,
    SUCCESSION: lay_successions,
    DUTY: lay_duties,
    RHYTHM: lay_rhythms,
    DAY: lay_days,
    HOURS: lay_hours,
    SECRECY: lay_secrecy,
})  # fmt: skip
"""By kind, in the order in which they are laid: what one adds, a later one can change."""


def amended(tx: Transaction, ground: Ground, layers: Mapping[str, Layer] = LAYERS) -> Ground:
    """The ground with all that was changed until this transaction."""
    for kind, layer in layers.items():
        if changed := overlay.of_kind(tx, kind):
            ground = layer(ground, changed)
    return ground
