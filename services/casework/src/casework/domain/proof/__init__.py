"""Proof of outcome: what was seen of a request's publication and notice, against what the law asks of the notice.

Pure. It proposes a reading; people decide.
"""
