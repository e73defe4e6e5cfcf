"""Learning from what was not answered: /chuatraloi, and who is told."""
