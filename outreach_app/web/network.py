"""Whose network a request came from: what is counted as one. Pure."""

from ipaddress import IPv6Address, ip_address

_HOME_BITS = 64


def network_of(address: str | None) -> str | None:
    """An address as strangers are counted by it: of IPv6 the network, since a home has more addresses than can be counted."""
    try:
        told = ip_address(address or "")
    except ValueError:
        return address
    if not isinstance(told, IPv6Address):
        return address
    if told.ipv4_mapped:
        return str(told.ipv4_mapped)
    return f"{IPv6Address(int(told) >> _HOME_BITS << _HOME_BITS)}/{_HOME_BITS}"
