package tutti.console.start;

import java.util.Optional;
import java.util.regex.Pattern;
import tutti.console.instance.ConsoleSettings.SoundSystem;
import tutti.console.instance.RecentRooms;
import tutti.nat.invite.DirectInvite;
import tutti.nat.invite.Invite;
import tutti.nat.invite.InviteException;
import tutti.nat.invite.PasteOffer;
import tutti.nat.invite.RoomInvite;

/// What is typed on the start page, and what may be done with it. Knows no toolkit.
public final class StartModel {
    /// As the engine takes it: it becomes a part of port names and addresses.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,32}");

    private String playerName;
    private SoundSystem driver;
    private boolean isListening;
    private String invite = "";

    public StartModel(String playerName, SoundSystem driver) {
        this.playerName = playerName;
        this.driver = driver;
    }

    /// A name for somebody whom the system knows as `user`; empty if nothing is left of it.
    public static String suggestion(String user) {
        String plain = user.replaceAll("[^A-Za-z0-9._-]", "");
        return plain.length() > 32 ? plain.substring(0, 32) : plain;
    }

    public String playerName() {
        return playerName;
    }

    public void playerName(String name) {
        playerName = name.strip();
    }

    public SoundSystem driver() {
        return driver;
    }

    public void driver(SoundSystem system) {
        driver = system;
    }

    /// Whether to send nothing.
    public boolean isListening() {
        return isListening;
    }

    public void listening(boolean listens) {
        isListening = listens;
    }

    /// What was pasted.
    public void invite(String text) {
        invite = text.strip();
    }

    /// Whether the name is one.
    public boolean isNamed() {
        return NAME.matcher(playerName).matches();
    }

    /// Where the pasted invite leads, without its secret.
    ///
    /// @param place `HOST:PORT/ROOM`; empty if there is no good invite
    /// @param mistake what is wrong with it; empty if nothing is, or nothing was pasted
    public record Destination(String place, String mistake) {}

    /// Looks at what was pasted.
    public Destination destination() {
        if (invite.isEmpty()) {
            return new Destination("", "");
        }
        try {
            return new Destination(RecentRooms.placeOf(Invite.parse(invite)), "");
        } catch (InviteException garbled) {
            return new Destination("", String.valueOf(garbled.getMessage()));
        }
    }

    /// To open a room; empty while something is missing.
    public Optional<EngineStart> host() {
        return isNamed() ? Optional.of(new EngineStart.Host(playerName, driver, isListening)) : Optional.empty();
    }

    /// To join with what was pasted; empty while something is missing.
    public Optional<EngineStart> join() {
        return isNamed() && !destination().place().isEmpty()
                ? Optional.of(new EngineStart.Join(invite, playerName, driver, isListening))
                : Optional.empty();
    }

    /// To try the sound system.
    public EngineStart tryOut() {
        return new EngineStart.Try(isNamed() ? playerName : "me", driver);
    }

    /// The host and the room of an invite that came as a link, in that order: what is shown before anybody agrees.
    public static Optional<Destination> ofLink(String link) {
        try {
            return switch (Invite.parse(link)) {
                case RoomInvite room -> Optional.of(new Destination(RecentRooms.placeOf(room), ""));
                case DirectInvite direct -> Optional.of(new Destination(RecentRooms.placeOf(direct), ""));
                // To be answered by pasting, for which a terminal is needed.
                case PasteOffer _ -> Optional.empty();
            };
        } catch (InviteException garbled) {
            return Optional.empty();
        }
    }
}
