"""The life of a case: who may do what when, and what becomes of it. Pure; every step is a fact."""
