"""Errands: pages that casework asks to have looked at again, for the proof of what an outlet did. Facts only."""
