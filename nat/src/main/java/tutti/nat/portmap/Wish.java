package tutti.nat.portmap;

/// What is asked of a router.
///
/// @param protocol what to let in
/// @param internalPort at which port of this computer
/// @param externalPort at which port of the router, if it can be had; 0 for any
/// @param lifetimeS how long, in seconds; 0 ends it
record Wish(Protocol protocol, int internalPort, int externalPort, int lifetimeS) {
    /// The end of it.
    Wish end() {
        return new Wish(protocol, internalPort, externalPort, 0);
    }

    /// The same at another port of the router.
    Wish at(int anotherPort) {
        return new Wish(protocol, internalPort, anotherPort, lifetimeS);
    }
}
