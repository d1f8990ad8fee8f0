"""The outline of a conversation's file: a row for each record, and what follows from them."""
