"""Qt item models over what the manager tells."""
