"""The directory in and out: packages of tables, the JSON form."""
