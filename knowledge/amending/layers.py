"""Each kind of change that alters what is known is a layer over the documents: a pure function, applied in order."""

from collections.abc import Mapping
from types import MappingProxyType

from knowledge.amending.aliases import ALIAS, lay_aliases
from knowledge.amending.curated import CURATED, lay_curated
from knowledge.amending.documents import with_documents, with_states
from knowledge.amending.due import lay_due
from knowledge.amending.ground import Ground, Layer
from knowledge.amending.synonyms import SYNONYM, lay_synonyms
from knowledge.incoming.published import DOCUMENT, DOCUMENT_STATE
from knowledge.last_days import DUE
from knowledge.memory import Transaction, overlay

__all__ = ["LAYERS", "Ground", "Layer", "amended"]

LAYERS: Mapping[str, Layer] = MappingProxyType({
    DOCUMENT: with_documents,
    DOCUMENT_STATE: with_states,
    ALIAS: lay_aliases,
    SYNONYM: lay_synonyms,
    CURATED: lay_curated,
    DUE: lay_due,
})  # fmt: skip
"""By kind, in the order in which they are laid: what one adds, a later one can change."""


def amended(tx: Transaction, ground: Ground, layers: Mapping[str, Layer] = LAYERS) -> Ground:
    """The ground with all that was changed until this transaction."""
    for kind, layer in layers.items():
        if changed := overlay.of_kind(tx, kind):
            ground = layer(ground, changed)
    return ground
