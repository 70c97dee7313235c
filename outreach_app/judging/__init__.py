"""What coordinators judge: training sessions, visits and hand-ins, how each stands in review, and deciding on them."""
