"""The library's own goals for digital inclusion and innovation, and the partnerships that serve them."""
