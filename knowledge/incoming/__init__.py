"""Documents that come in from the chat: as drafts that are looked through and corrected, then published or given up."""
