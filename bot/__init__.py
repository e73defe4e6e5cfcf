"""Wiring: command line, settings, channels and the web server; may import everything of ours."""
