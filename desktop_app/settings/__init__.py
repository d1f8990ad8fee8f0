"""What the user chose, where things live."""
