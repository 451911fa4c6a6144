package tutti.nat.invite;

/// Where to join and with which secret, as one line of text. The part behind `#` stays on the invited computer, as in
/// every URL. `toString` hides the secret, [#url] shows it.
///
///     tutti://HOST:PORT/direct#SECRET                 straight to the host's engine    DirectInvite
///     tutti://HOST:PORT/ROOM#SECRET.FINGERPRINT       a room on a room server          RoomInvite
///     tutti://paste/#SECRET.OFFER                     to be answered by pasting        PasteOffer
///
/// Thread: any (immutable).
public sealed interface Invite permits DirectInvite, RoomInvite, PasteOffer {
    /// What only the invited know.
    InviteSecret secret();

    /// The whole invite with its secret: for the invite file and the person who invites, never for a log.
    String url();

    /// An invite to an engine that listens at `host` and `port`.
    ///
    /// @throws InviteException if `host` or `port` cannot be
    static DirectInvite direct(String host, int port, InviteSecret secret) {
        return new DirectInvite(host, port, secret);
    }

    /// Reads an invite.
    ///
    /// @throws InviteException with a sentence that names the first mistake and quotes nothing, because
    ///     any part of a garbled invite may hold the secret
    static Invite parse(String text) {
        InviteText invite = InviteText.split(text);
        if (invite.authority().equals(PasteOffer.AUTHORITY) && invite.path().isEmpty()) {
            return PasteOffer.parse(invite.fragment());
        }
        if (invite.path().equals(DirectInvite.PATH)) {
            HostPort place = HostPort.parse(invite.authority(), InviteText.FORM);
            return new DirectInvite(place.host(), place.port(), InviteSecret.parse(invite.fragment()));
        }
        if (RoomInvite.isPath(invite.path())) {
            HostPort place = HostPort.parse(invite.authority(), InviteText.FORM);
            return RoomInvite.parse(place, invite.path(), invite.fragment());
        }
        throw new InviteException("This version of Tutti cannot use what this invite leads to; it knows "
                + InviteText.FORM + ", and a newer version may know more.");
    }
}
