"""Casework's documents."""
