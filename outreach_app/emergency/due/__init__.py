"""What the plan needs from a person: to be approved, looked at again, or somebody for a role. By letter, too."""
