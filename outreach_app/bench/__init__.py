"""`outreach bench`: how fast it is on this machine, each figure beside its limit, measured in the same run.

Everything is made for the measurement and thrown away: a library in a temporary folder, real servers in processes of
their own, traffic on the loopback interface only.
"""
