"""Whether what a lost or broken part costs was billed. A row of the desk: nothing of it is folded, and no phone is told."""
