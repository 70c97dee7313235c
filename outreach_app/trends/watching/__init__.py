"""The watch list: trends that the library follows, what it does about each, who sees to it and when it is looked at again."""
