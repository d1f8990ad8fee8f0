"""The backup's file format: one zip, a manifest as its last member, a seal at its very end."""
