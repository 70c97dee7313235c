"""Labels for the envelopes in which flyers go to those who help to distribute them."""
