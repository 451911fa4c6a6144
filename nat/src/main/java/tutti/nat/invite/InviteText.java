package tutti.nat.invite;

/// An invite, split where every invite is split. The parts are not checked yet.
///
/// @param authority `HOST:PORT`
/// @param path behind the `/`
/// @param fragment behind the `#`, not empty
record InviteText(String authority, String path, String fragment) {
    static final String SCHEME = "tutti://";
    static final String FORM = "tutti://HOST:PORT/ROOM#SECRET";

    /// An offer for pasting with all that it may have is shorter; other invites have about 150.
    private static final int MAX_CHARACTERS = 8000;

    /// Splits what was typed or pasted.
    ///
    /// @throws InviteException that quotes nothing
    static InviteText split(String text) {
        String line = line(text, "An invite is one line without spaces, like " + FORM + "; copy it alone.");
        if (!line.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new InviteException("An invite begins with tutti:// and looks like " + FORM + ".");
        }
        int fragmentAt = line.indexOf('#');
        if (fragmentAt < 0 || fragmentAt == line.length() - 1) {
            throw new InviteException("The invite has no secret behind '#'; copy the whole invite, like " + FORM + ".");
        }
        String place = line.substring(SCHEME.length(), fragmentAt);
        int pathAt = place.indexOf('/');
        if (pathAt < 0) {
            throw new InviteException("The invite does not say what it leads to; it should look like " + FORM + ".");
        }
        return new InviteText(place.substring(0, pathAt), place.substring(pathAt + 1), line.substring(fragmentAt + 1));
    }

    /// One line without white space around it.
    ///
    /// @throws InviteException with `otherwise`, if it is longer than any invite or has spaces within
    static String line(String text, String otherwise) {
        String line = text.strip();
        if (line.length() > MAX_CHARACTERS || line.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            throw new InviteException(otherwise);
        }
        return line;
    }

    @Override
    public String toString() {
        return "(invite)";
    }
}
