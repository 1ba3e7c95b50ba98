"""Which machine a web address leads to, and whether that is one of the public Internet."""

from __future__ import annotations

import ipaddress
import socket

from datasette_newsactors.models import NewsactorsError

NAT64 = ipaddress.ip_network("64:ff9b::/96")


def resolve(host: str, port: int, *, private: bool) -> list[str]:
    """The IP addresses of a host, to which the connection is then made: a second look-up could give others.

    Raises NewsactorsError where there are none, or where one is not public, unless `private` allows that.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NewsactorsError(f"the host {host} is not known ({getattr(error, 'strerror', None) or error})") from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not private and (inner := [address for address in addresses if not is_public(address)]):
        raise NewsactorsError(
            f"the host {host} is at the private or local address {inner[0]}, which is not fetched from; "
            "with --private it is"
        )
    return addresses


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public Internet, as is any IPv4 address that it carries within."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    inside: list[ipaddress.IPv4Address | ipaddress.IPv6Address | None] = [ip]
    if isinstance(ip, ipaddress.IPv6Address):
        inside += [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        inside += [ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)] if ip in NAT64 else []
        if ip.ipv4_mapped:
            inside.remove(ip)
    return all(each.is_global and not each.is_multicast for each in inside if each is not None)
