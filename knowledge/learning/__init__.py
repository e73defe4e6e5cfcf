"""Learning from what was not answered: what is kept of it, and what is like what."""
