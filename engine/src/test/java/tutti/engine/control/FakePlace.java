package tutti.engine.control;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import tutti.nat.room.DeskGrant;
import tutti.nat.room.Role;

/// A room of alice, the host, and whoever comes; orders are noted, and obeyed when the test says so.
public final class FakePlace implements RoomPlace {
    public static final String INVITE = "tutti://192.0.2.1:4464/abcdefghijklmnop#c2VjcmV0";

    public final List<String> asked = new ArrayList<>();
    public volatile RoomView view;

    public FakePlace(String self) {
        view = new RoomView(
                RoomView.Connection.HERE, "", "Tuesday", id(self), self.equals("alice"), INVITE, List.of(), "");
        comes("alice");
        if (!self.equals("alice")) {
            comes(self);
        }
    }

    /// Any name becomes an id of 32 hexadecimal digits.
    public static String id(String name) {
        return String.format("%032x", Integer.toUnsignedLong(name.hashCode()));
    }

    public void comes(String name) {
        List<RoomView.Person> members = new ArrayList<>(view.members());
        members.add(new RoomView.Person(
                id(name), name, 1, true, name.equals("alice"), Role.PERFORMER, false, DeskGrant.NONE));
        show(members);
    }

    public void goes(String name) {
        show(view.members().stream()
                .filter(person -> !person.name().equals(name))
                .toList());
    }

    public void change(String name, UnaryOperator<RoomView.Person> change) {
        show(view.members().stream()
                .map(person -> person.name().equals(name) ? change.apply(person) : person)
                .toList());
    }

    public void isGranted(String name, DeskGrant desks) {
        change(
                name,
                person -> new RoomView.Person(
                        person.id(),
                        person.name(),
                        person.run(),
                        person.isHere(),
                        person.isHost(),
                        desks.isNone() ? Role.PERFORMER : Role.ENGINEER,
                        person.isMuted(),
                        desks));
    }

    private void show(List<RoomView.Person> members) {
        view = new RoomView(
                view.connection(),
                view.reason(),
                view.title(),
                view.selfId(),
                view.isHost(),
                view.invite(),
                members,
                view.chat());
    }

    @Override
    public RoomView view() {
        return view;
    }

    @Override
    public void say(String text) {
        asked.add("say " + text);
    }

    @Override
    public void role(String memberId, Role role) {
        asked.add("role " + name(memberId) + " " + role.text());
    }

    @Override
    public void mute(String memberId, boolean muted) {
        asked.add("mute " + name(memberId) + " " + muted);
    }

    @Override
    public void entrust(String memberId, DeskGrant desks) {
        asked.add("entrust " + name(memberId) + " " + desks);
    }

    @Override
    public void remove(String memberId) {
        asked.add("remove " + name(memberId));
    }

    @Override
    public String why(String memberId) {
        return "Connected to " + memberId + " directly.";
    }

    @Override
    public void ban(String memberId) {
        asked.add("ban " + name(memberId));
    }

    private String name(String id) {
        return view.person(id).orElseThrow().name();
    }
}
