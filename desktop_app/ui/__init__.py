"""The window. The only part, with `app`, that knows Qt."""
