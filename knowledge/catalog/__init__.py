"""An immutable snapshot of all that is known, with its indexes, swapped whole after a change."""
