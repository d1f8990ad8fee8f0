"""What a person steers replies with: permissions, choices, waits, other programs."""
