package tutti.nat.portmap;

/// What is let in at a port.
public enum Protocol {
    UDP(17),
    TCP(6);

    /// As in an IP header (IANA protocol numbers).
    final int number;

    Protocol(int number) {
        this.number = number;
    }
}
