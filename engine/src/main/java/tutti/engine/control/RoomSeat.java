package tutti.engine.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tutti.nat.invite.RoomInvite;
import tutti.nat.mesh.RoomEndpoint;
import tutti.nat.room.DeskGrant;
import tutti.nat.room.Member;
import tutti.nat.room.Role;
import tutti.nat.room.RoomState;

/// The place in a room that an endpoint keeps. Thread: any.
public final class RoomSeat implements RoomPlace {
    private static final String LINE = "\n";

    private final RoomEndpoint endpoint;
    private final String selfId;
    private final boolean isHost;
    private final Function<RoomInvite, String> inviteWords;
    private final Deque<String> chat = new ArrayDeque<>();
    private int chatChars;

    /// @param selfId the player's member id
    /// @param isHost whether it hosts the room
    /// @param inviteWords the invite as those outside need it, who may reach the server elsewhere than we do
    public RoomSeat(RoomEndpoint endpoint, String selfId, boolean isHost, Function<RoomInvite, String> inviteWords) {
        this.endpoint = endpoint;
        this.selfId = selfId;
        this.isHost = isHost;
        this.inviteWords = inviteWords;
    }

    /// Somebody has said something; see [tutti.nat.mesh.RoomEars#onChat].
    void onChat(Member from, String text) {
        synchronized (chat) {
            String line = from.name() + ": " + text.replace(LINE, " ");
            chat.addLast(line);
            chatChars += line.length() + 1;
            while (chatChars > RoomNodes.MAX_CHAT) {
                chatChars -= chat.removeFirst().length() + 1;
            }
        }
    }

    @Override
    public RoomView view() {
        RoomState state = endpoint.session().state();
        Set<String> present = endpoint.present();
        boolean isConnected = endpoint.session().isConnected();
        List<RoomView.Person> members = state.members().stream()
                .filter(Member::isActive)
                .map(member -> new RoomView.Person(
                        member.id(),
                        member.name(),
                        member.run(),
                        member.id().equals(selfId) ? isConnected : present.contains(member.id()),
                        state.isHost(member.id()),
                        member.role(),
                        member.muted(),
                        member.desks()))
                .toList();
        return new RoomView(
                connection(isConnected),
                endpoint.refusal().or(endpoint::trouble).orElse(""),
                state.title(),
                selfId,
                isHost,
                isHost ? inviteWords.apply(endpoint.session().invite()) : "",
                members,
                chatWords());
    }

    @Override
    public String why(String memberId) {
        return endpoint.reports().stream()
                .filter(report -> report.memberId().equals(memberId))
                .flatMap(report -> report.diagnosis().stream())
                .collect(Collectors.joining(LINE));
    }

    private RoomView.Connection connection(boolean isConnected) {
        if (endpoint.refusal().isPresent()) {
            return RoomView.Connection.REFUSED;
        }
        if (isConnected) {
            return RoomView.Connection.HERE;
        }
        return endpoint.hasEntered() ? RoomView.Connection.AWAY : RoomView.Connection.ENTERING;
    }

    private String chatWords() {
        synchronized (chat) {
            return String.join(LINE, chat);
        }
    }

    @Override
    public void say(String text) {
        endpoint.session().chat(text);
    }

    @Override
    public void role(String memberId, Role role) {
        order(() -> endpoint.session().grant(memberId, role));
    }

    @Override
    public void mute(String memberId, boolean muted) {
        order(() -> endpoint.session().mute(memberId, muted));
    }

    @Override
    public void entrust(String memberId, DeskGrant desks) {
        order(() -> endpoint.session().entrust(memberId, desks));
    }

    @Override
    public void remove(String memberId) {
        order(() -> endpoint.session().remove(memberId));
    }

    @Override
    public void ban(String memberId) {
        order(() -> endpoint.session().ban(memberId));
    }

    private static void order(Runnable order) {
        try {
            order.run();
        } catch (IllegalStateException notTheHost) {
            throw new IllegalArgumentException(notTheHost.getMessage(), notTheHost);
        }
    }
}
