"""Documents sent in, their drafts, and publishing."""
