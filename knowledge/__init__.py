"""What the bot knows and remembers: the documents, the answers, the memory."""
