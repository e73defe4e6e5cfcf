"""Vietnamese as it is typed on phones: folding, syllables, keyboard residue, typos."""
