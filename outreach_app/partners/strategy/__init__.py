"""The strategy of one partnership: its aim, what both want, the next step, who sees to it, when it is looked at again."""
