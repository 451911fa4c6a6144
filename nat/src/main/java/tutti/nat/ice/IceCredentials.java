package tutti.nat.ice;

/// What authenticates one end's connectivity checks (RFC 8445, section 5.3).
///
/// @param ufrag 4 to 256 letters, digits, `+` and `/`
/// @param password 22 to 256 of the same
public record IceCredentials(String ufrag, String password) {
    public IceCredentials {
        if (!ufrag.matches("[A-Za-z0-9+/]{4,256}") || !password.matches("[A-Za-z0-9+/]{22,256}")) {
            throw new IllegalArgumentException("ICE credentials are too short, too long, or have other characters.");
        }
    }

    @Override
    public String toString() {
        return ufrag + " (password)";
    }
}
