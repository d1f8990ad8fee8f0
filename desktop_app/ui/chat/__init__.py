"""The conversation: transcript, rows and composer."""
