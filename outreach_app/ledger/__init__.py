"""What comes in: facts as they were recorded, what they add up to, and what could not be understood.

Knows no feature; the catalogue tells it which kinds there are and how each subject is folded.
"""
