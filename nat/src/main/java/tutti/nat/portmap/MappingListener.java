package tutti.nat.portmap;

/// Told when an open way in changes by itself: the router has started anew, or got another address.
@FunctionalInterface
public interface MappingListener {
    /// Thread: `tutti-portmap`; must return soon.
    ///
    /// @param result the new address, or why there is none any more
    void onChange(Protocol protocol, int internalPort, MappingResult result);
}
