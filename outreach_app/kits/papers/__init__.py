"""Papers of kits: sheets of labels and the card for a case's lid."""
