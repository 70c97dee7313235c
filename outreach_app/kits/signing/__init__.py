"""A partner signs for a kit: by a typed name or a drawn one, under the library's terms as they were then."""
