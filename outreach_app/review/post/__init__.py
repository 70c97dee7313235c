"""Letters about review: what waits, for coordinators; what came back or is asked, for trainers. As each wants them."""
