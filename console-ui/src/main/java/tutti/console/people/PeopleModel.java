package tutti.console.people;

import java.util.List;
import java.util.Optional;
import tutti.console.link.Mirror;
import tutti.console.link.NodeName;
import tutti.console.link.Steering;
import tutti.engine.control.client.RemoteNode;
import tutti.engine.control.tree.Address;
import tutti.engine.control.tree.Kind;
import tutti.engine.control.tree.Value;

/// The room and its members. Knows no toolkit.
public final class PeopleModel {
    private static final String ROOM = "/room";
    private static final String MEMBERS = ROOM + "/member";
    private static final String INVITE = ROOM + "/invite";

    /// Where the role cannot be told from the node, these are known.
    static final List<String> ROLES = List.of("performer", "engineer", "listener");

    private final Mirror mirror;
    private final Steering steering;

    public PeopleModel(Mirror mirror, Steering steering) {
        this.mirror = mirror;
        this.steering = steering;
    }

    /// Somebody in the room. What may not be changed, because the engine says so, cannot be.
    ///
    /// @param name as people know it
    /// @param role `performer`, `engineer` or `listener`; empty if there is no room
    /// @param isHere whether the player is there now
    /// @param isMuted whether the host has silenced the player for everybody
    /// @param mayMix whether the player may steer others' desks
    /// @param standing whether this is the host, and whether it is us
    /// @param may what may be done with the player
    public record Member(
            String name, String role, boolean isHere, boolean isMuted, boolean mayMix, Standing standing, Rights may) {}

    /// What nobody can change.
    public record Standing(boolean isHost, boolean isSelf) {}

    /// What the engine offers for a member.
    public record Rights(boolean role, boolean mute, boolean grant, boolean remove, boolean ban) {}

    /// Whether we are in a room.
    public boolean isPresent() {
        return mirror.hasBranch(ROOM);
    }

    /// How we are in the room: `entering`, `here`, `away`, `refused` or `direct`; empty if the engine does not say.
    public String state() {
        return mirror.text(ROOM + "/state");
    }

    /// What the engine has to say of that; may be empty.
    public String reason() {
        return mirror.text(ROOM + "/reason");
    }

    /// What the room is called; may be empty.
    public String title() {
        return mirror.text(ROOM + "/title");
    }

    /// What is given to those who shall come; empty if there is nothing to give.
    public String invite() {
        return mirror.text(INVITE);
    }

    /// Everybody, by name.
    public List<Member> members() {
        return mirror.names(MEMBERS).stream().map(this::member).toList();
    }

    private Member member(String name) {
        String at = MEMBERS + "/" + name;
        return new Member(
                NodeName.words(name),
                mirror.text(at + "/role"),
                !mirror.has(at + "/here") || mirror.isOn(at + "/here"),
                mirror.isOn(at + "/muted"),
                mirror.isOn(at + "/grant"),
                new Standing(mirror.isOn(at + "/host"), mirror.isOn(at + "/self")),
                new Rights(
                        canWrite(at + "/role"),
                        canWrite(at + "/muted"),
                        canWrite(at + "/grant"),
                        canWrite(at + "/remove"),
                        canWrite(at + "/ban")));
    }

    private boolean canWrite(String address) {
        return mirror.node(address).map(node -> node.access().canWrite()).orElse(false);
    }

    /// The roles that a member may be given.
    public List<String> roles(String member) {
        return choices(member, "role").orElse(ROLES);
    }

    private Optional<List<String>> choices(String member, String node) {
        return mirror.node(at(member, node))
                .map(RemoteNode::kind)
                .flatMap(kind ->
                        kind instanceof Kind.Choice(List<String> words) ? Optional.of(words) : Optional.empty());
    }

    private static String at(String member, String node) {
        return MEMBERS + "/" + Address.name(member) + "/" + node;
    }

    /// Gives a role.
    public boolean role(String member, String role) {
        return steering.set(at(member, "role"), Value.of(role));
    }

    /// Silences somebody for everybody, or no more.
    public boolean mute(String member, boolean isMuted) {
        return steering.set(at(member, "muted"), Value.of(isMuted));
    }

    /// Lets somebody steer others' desks, or no more.
    public boolean grant(String member, boolean mayMix) {
        return steering.set(at(member, "grant"), Value.of(mayMix));
    }

    /// Sends somebody out; the invite brings them back.
    public boolean remove(String member) {
        return steering.set(at(member, "remove"), Value.IMPULSE);
    }

    /// Sends somebody out for good; the invite changes.
    public boolean ban(String member) {
        return steering.set(at(member, "ban"), Value.IMPULSE);
    }
}
