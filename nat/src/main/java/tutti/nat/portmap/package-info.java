/// Opening a way in through the user's router: PCP (RFC 6887), NAT-PMP (RFC 6886) and UPnP's Internet Gateway Device.
/// In come a port and the answers of a router, which is trusted with nothing but the port; out goes an address to
/// give to others, or a sentence. Callers wait up to two seconds; the thread `tutti-portmap` renews.
package tutti.nat.portmap;
