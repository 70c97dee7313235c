"""The papers of a grant: the call, the application, the award, letters and reports."""
