"""What Claude Code keeps on this machine; read, never written, except where a docstring says so."""
