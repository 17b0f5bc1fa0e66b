"""Who may come in, and what they may do: rules without I/O."""
