"""What opens when somebody scans a code: light pages, no account, no cookie, nobody told apart from anybody else."""
