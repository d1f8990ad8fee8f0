"""What answers a prompt: one Protocol, one file per engine."""
