"""One file a command, each a click command that `bot.__main__` lists."""
