"""One file per kind of row in the transcript."""
