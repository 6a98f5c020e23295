"""Which network addresses a crawl may call: those of the open internet.

The check is made where a name becomes addresses, for each connection: what it lets through is what
is connected to. So it holds for redirects, for names that change their address, and for addresses
in any notation (decimal, octal, IPv6).
"""

from __future__ import annotations

import ipaddress
from typing import Any

from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from zope.interface import implementer

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
SIX_TO_FOUR = ipaddress.IPv6Network("2002::/16")


def is_public(text: str) -> bool:
    """Whether an address, as a resolver gives it, is one of the open internet.

    Addresses of IPv6 that carry one of IPv4 (mapped, compatible, 6to4, NAT64) are as public
    as that.
    """
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    carried: list[Address] = [*_carried(address)] or [address]
    return all(one.is_global and not one.is_multicast for one in carried)


def _carried(address: Address) -> list[ipaddress.IPv4Address]:
    """The addresses of IPv4 inside of one of IPv6."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    if address in SIX_TO_FOUR:
        return [ipaddress.IPv4Address(int(address) >> 80 & 0xFFFFFFFF)]
    if address in NAT64 or int(address) >> 32 == 0:
        return [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    return []


@implementer(IHostnameResolver)
class GuardedResolver:
    """A resolver that keeps back the inner addresses of all names but some.

    A name without any other address is then one that cannot be found; ``kept_back`` tells why.
    """

    def __init__(self, reactor: Any, inner_names: frozenset[str]) -> None:
        self._reactor = reactor
        self._resolver = reactor.nameResolver
        self._inner_names = inner_names
        self.kept_back: dict[str, str] = {}

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> GuardedResolver:
        """Made by Scrapy; the names are those of its setting ``INNER_NAMES``."""
        return cls(reactor, frozenset(crawler.settings.getlist("INNER_NAMES")))

    def install_on_reactor(self) -> None:
        self._reactor.installNameResolver(self)

    def resolveHostName(self, receiver: Any, hostName: str, *rest: Any, **more: Any) -> Any:
        """Resolve a name, or an address in any notation, for a connection."""
        if hostName.lower().rstrip(".") not in self._inner_names:
            receiver = _Filter(receiver, hostName, self.kept_back)
        return self._resolver.resolveHostName(receiver, hostName, *rest, **more)


@implementer(IResolutionReceiver)
class _Filter:
    def __init__(self, receiver: Any, name: str, kept_back: dict[str, str]) -> None:
        self._receiver = receiver
        self._name = name
        self._kept_back = kept_back

    def resolutionBegan(self, resolution: Any) -> None:
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:
        if is_public(address.host):
            self._receiver.addressResolved(address)
        else:
            self._kept_back[self._name] = address.host

    def resolutionComplete(self) -> None:
        self._receiver.resolutionComplete()


def inner_address(name: str) -> str | None:
    """The inner address of a name that the resolver in use has kept back."""
    from twisted.internet import reactor

    resolver = reactor.nameResolver
    return resolver.kept_back.get(name) if isinstance(resolver, GuardedResolver) else None
