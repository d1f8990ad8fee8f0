"""One field that finds conversations, commands and everything that was ever written."""
