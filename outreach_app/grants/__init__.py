"""Grants and other funding that the library asks for, alone or with partners: from the idea to the report to the funder."""
